using Engine.Data;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>Runs all samples of a split through a network, block by block over a team of threads.</summary>
public static class ForwardScan
{
    /// <summary>Samples of one block; what a sample's outputs are does not depend on it.</summary>
    private const int Block = 240;

    /// <param name="body">Given a pass that holds a block's outputs, the number of the block's first sample and how many there are; several run at once, each
    /// with a pass of its own, so that a body writes nothing but what belongs to its samples.</param>
    public static void Run(PackedNetwork network, Features features, WorkerTeam team, VectorWidth width, Action<ForwardPass, int, int> body)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(team);
        using var passes = new Pool<ForwardPass>(() => new ForwardPass(network, Block, width));
        team.Run((features.Samples + Block - 1) / Block, block => passes.Use(pass =>
        {
            var first = block * Block;
            var count = Math.Min(Block, features.Samples - first);
            pass.Run(features, first, count);
            body(pass, first, count);
        }));
    }
}
