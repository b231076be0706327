using Engine.Data;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>Runs all samples of a split through a network, block by block over a team of threads: the one loop of its kind.</summary>
public static class ForwardScan
{
    /// <summary>Samples of one block. A sample's outputs do not depend on it, but the order in which losses are added up does.</summary>
    public const int Block = 240;

    public static int Blocks(int samples) => (int)(((long)samples + Block - 1) / Block);

    /// <param name="body">Given a pass that holds a block's outputs, the number of the block's first sample and how many there are; several
    /// run at once, each
    /// with a pass of its own, so that a body writes nothing but what belongs to its samples.</param>
    /// <exception cref="OperationCanceledException">Cancelled; looked for before each block.</exception>
    public static void Run(
        PackedLayers network, Features features, WorkerTeam team, VectorWidth width, Action<ForwardPass, int, int> body,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(team);
        using var passes = new Pool<ForwardPass>(() => new ForwardPass(network, Block, width));
        team.Run(Blocks(features.Samples), block =>
        {
            cancellation.ThrowIfCancellationRequested();
            passes.Use(pass =>
            {
                var first = block * Block;
                var count = Math.Min(Block, features.Samples - first);
                pass.Run(features, first, count);
                body(pass, first, count);
            });
        });
    }
}
