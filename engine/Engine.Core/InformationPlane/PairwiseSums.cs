using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>For each sample the sums of exp(-D / (8 s2)) and exp(-D / (2 s2)) over all samples and over those of its own
/// class, <c>[samples]</c> each.</summary>
/// <remarks>A sample's sums depend on nothing but the samples: classes in order, chunks of panels in order, lanes in order,
/// whatever the threads or the vector width.</remarks>
internal sealed class PairwiseSums(int samples)
{
    /// <summary>Samples of one part of the parallel loop.</summary>
    private const int Part = 32;

    public PairSum[] All8 { get; } = new PairSum[samples];

    public PairSum[] Own8 { get; } = new PairSum[samples];

    public PairSum[] All2 { get; } = new PairSum[samples];

    public PairSum[] Own2 { get; } = new PairSum[samples];

    /// <param name="exponent">-1 / (8 s2).</param>
    public void Fill(ClassPanels panels, double exponent, WorkerTeam team, VectorWidth width, CancellationToken cancellation)
    {
        team.Run((panels.Samples + Part - 1) / Part, part =>
        {
            var first = part * Part;
            for (var sample = first; sample < Math.Min(first + Part, panels.Samples); sample += PairwiseTile.Samples)
                Tile(panels, sample, (float)exponent, width, cancellation);
        });
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Where it is stopped the sums are not whole, and none is read.</summary>
    private void Tile(ClassPanels panels, int first, float exponent, VectorWidth width, CancellationToken cancellation)
    {
        var tile = new PairwiseTile(panels, first, exponent);
        for (var label = 0; label < panels.Classes; label++)
        {
            for (var panel = panels.FirstPanel(label); panel < panels.FirstPanel(label + 1); panel += PairwiseTile.Chunk)
            {
                if (cancellation.IsCancellationRequested)
                    return;
                Run(tile, panel, Math.Min(PairwiseTile.Chunk, panels.FirstPanel(label + 1) - panel), width);
                for (var i = 0; i < tile.Count; i++)
                    Add(first + i, panels.Label(first + i) == label, tile.Sum8(i), tile.Sum2(i));
            }
        }
    }

    private void Add(int sample, bool own, PairSum sum8, PairSum sum2)
    {
        All8[sample] += sum8;
        All2[sample] += sum2;
        if (!own)
            return;
        Own8[sample] += sum8;
        Own2[sample] += sum2;
    }

    private static void Run(PairwiseTile tile, int panel, int count, VectorWidth width)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                PairwiseKernel<Lanes512, Vector512<float>>.Run(tile, panel, count);
                break;
            case VectorWidth.Bits256:
                PairwiseKernel<Lanes256, Vector256<float>>.Run(tile, panel, count);
                break;
            default:
                PairwiseKernel<Lanes128, Vector128<float>>.Run(tile, panel, count);
                break;
        }
    }
}
