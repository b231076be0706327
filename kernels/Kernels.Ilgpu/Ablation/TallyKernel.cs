using System.Runtime.InteropServices;
using Engine.Numerics;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Adds up the scores of every block of 128 samples: right answers, near ties, losses in float64.</summary>
/// <remarks>Grid: [blocks, orders]. 32 lanes add 4 samples each, then one thread adds the lanes: the same additions in the same order
/// whatever the group, so that a loss is the same to the last bit. 9 bytes read per sample.</remarks>
internal static class TallyKernel
{
    /// <summary>Samples that are added up on their own: what a batch of samples is made of.</summary>
    public const int Block = 128;

    public const int Lanes = 32;

    public static void Tally<TFloat64>(TallyArguments a)
        where TFloat64 : unmanaged, IFloat64
    {
        int thread = Group.IdxX, threads = Group.DimX, order = Grid.IdxY, step = Grid.DimX;
        var lanes = SharedMemory.Allocate<Tally>(Lanes);
        for (var block = Grid.IdxX; block < a.Blocks; block += step)
        {
            for (var lane = thread; lane < Lanes; lane += threads)
                lanes[lane] = Sum<TFloat64>(a, order, (block * Block) + lane);
            Group.Barrier();
            if (thread == 0)
                a.Tallies[((long)order * a.Blocks) + block] = Total<TFloat64>(lanes);
            Group.Barrier();
        }
    }

    public static Tally Add<TFloat64>(Tally left, Tally right)
        where TFloat64 : unmanaged, IFloat64
    {
        left.LossBits = default(TFloat64).Add(left.LossBits, right.LossBits);
        left.Correct += right.Correct;
        left.NearTies += right.NearTies;
        return left;
    }

    private static Tally Total<TFloat64>(ArrayView<Tally> lanes)
        where TFloat64 : unmanaged, IFloat64
    {
        var total = lanes[0];
        for (var lane = 1; lane < Lanes; lane++)
            total = Add<TFloat64>(total, lanes[lane]);
        return total;
    }

    private static Tally Sum<TFloat64>(TallyArguments a, int order, int first)
        where TFloat64 : unmanaged, IFloat64
    {
        Tally tally = default;
        for (var sample = first; sample < Math.Min(a.Samples, first + Block); sample += Lanes)
        {
            var at = ((long)order * a.Stride) + sample;
            tally.LossBits = default(TFloat64).Add(tally.LossBits, default(TFloat64).Widen(a.Losses[at]));
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
    /// <summary>The bits of <see cref="Loss"/>: not every device has float64.</summary>
    public long LossBits;

    public int Correct;

    public int NearTies;

    /// <summary>Nats.</summary>
    public readonly double Loss => BitConverter.Int64BitsToDouble(LossBits);
}
