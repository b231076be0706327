using System.Runtime.InteropServices;
using Engine.Numerics;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Adds up the scores of every block of 128 samples: right answers, near ties, losses in float64.</summary>
/// <remarks>Grid: [blocks, orders]. 32 lanes add 4 samples each, then one thread adds the lanes: the same additions in the same order
/// whatever the group, so that a loss is the same to the last bit. 9 bytes read per sample.</remarks>
internal static class TallyKernel
{
    /// <summary>Samples that are added up on their own: what a batch of samples is made of.</summary>
    public const int Block = 128;

    public const int Lanes = 32;

    public static void Tally(TallyArguments a)
    {
        int thread = Group.IdxX, threads = Group.DimX, order = Grid.IdxY, step = Grid.DimX;
        var lanes = SharedMemory.Allocate<Tally>(Lanes);
        for (var block = Grid.IdxX; block < a.Blocks; block += step)
        {
            for (var lane = thread; lane < Lanes; lane += threads)
                lanes[lane] = Sum(a, order, (block * Block) + lane);
            Group.Barrier();
            if (thread == 0)
                a.Tallies[((long)order * a.Blocks) + block] = Total(lanes);
            Group.Barrier();
        }
    }

    public static Tally Add(Tally left, Tally right)
    {
        left.Loss += right.Loss;
        left.Correct += right.Correct;
        left.NearTies += right.NearTies;
        return left;
    }

    private static Tally Total(ArrayView<Tally> lanes)
    {
        var total = lanes[0];
        for (var lane = 1; lane < Lanes; lane++)
            total = Add(total, lanes[lane]);
        return total;
    }

    private static Tally Sum(TallyArguments a, int order, int first)
    {
        Tally tally = default;
        for (var sample = first; sample < Math.Min(a.Samples, first + Block); sample += Lanes)
        {
            var at = ((long)order * a.Stride) + sample;
            tally.Loss += a.Losses[at];
            tally.Correct += a.Predicted[at] == a.Labels[sample] ? 1 : 0;
            tally.NearTies += a.Gaps[at] < SampleScore.NearTie ? 1 : 0;
        }
        return tally;
    }
}

/// <summary>The arguments of <see cref="TallyKernel"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TallyArguments
{
    /// <summary><c>[orders, Stride]</c>, as <see cref="ScoreArguments"/> has them.</summary>
    public ArrayView<float> Losses;
    public ArrayView<float> Gaps;
    public ArrayView<byte> Predicted;

    /// <summary><c>[Stride]</c>.</summary>
    public ArrayView<byte> Labels;

    /// <summary><c>[orders, Blocks]</c>.</summary>
    public ArrayView<Tally> Tallies;

    public int Samples;
    public int Stride;
    public int Blocks;
}

/// <summary>The sums over some samples.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Tally
{
    /// <summary>Nats.</summary>
    public double Loss;

    public int Correct;

    public int NearTies;
}
