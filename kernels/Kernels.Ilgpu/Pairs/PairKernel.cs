using System.Runtime.InteropServices;
using Engine.Pairs;
using ILGPU;

namespace Kernels.Ilgpu.Pairs;

/// <summary>counts[f, label, s] = bits that are set in the first plane f and in the second plane s, of the words of a class.</summary>
/// <remarks>Grid: [tiles of second planes, groups of first planes]. A thread counts one second plane with eight first ones: it reads a word
/// of its own and eight that all threads of a group read together, and adds to eight registers. Threads side by side read words that lie
/// side by side, eight at a time, and write counts that do.</remarks>
internal static class PairKernel
{
    private const int Together = BitPlanes.Together;

    public static void Count(PairArguments a)
    {
        var across = Grid.DimX * Group.DimX;
        for (var group = Grid.IdxY; group < a.Groups; group += Grid.DimY)
        {
            for (var second = (Grid.IdxX * Group.DimX) + Group.IdxX; second < a.Columns; second += across)
                Count(a, group, second);
        }
    }

    private static void Count(PairArguments a, int group, int second)
    {
        var plane = a.Second + second;
        var one = (long)(a.First + (group * Together)) * a.PlaneWords;
        var other = ((long)(plane / Together * Together) * a.PlaneWords) + (plane % Together);
        var target = (((long)group * Together * a.Classes) * a.Columns) + second;
        var next = (long)a.Classes * a.Columns;
        var word = 0;
        for (var label = 0; label < a.Classes; label++)
        {
            int sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0;
            for (var end = a.ClassEnds[label]; word < end; word++, one += Together, other += Together)
            {
                var own = a.Words[other];
                sum0 += IntrinsicMath.PopCount(own & a.Words[one]);
                sum1 += IntrinsicMath.PopCount(own & a.Words[one + 1]);
                sum2 += IntrinsicMath.PopCount(own & a.Words[one + 2]);
                sum3 += IntrinsicMath.PopCount(own & a.Words[one + 3]);
                sum4 += IntrinsicMath.PopCount(own & a.Words[one + 4]);
                sum5 += IntrinsicMath.PopCount(own & a.Words[one + 5]);
                sum6 += IntrinsicMath.PopCount(own & a.Words[one + 6]);
                sum7 += IntrinsicMath.PopCount(own & a.Words[one + 7]);
            }
            a.Counts[target] = sum0;
            a.Counts[target + next] = sum1;
            a.Counts[target + (2 * next)] = sum2;
            a.Counts[target + (3 * next)] = sum3;
            a.Counts[target + (4 * next)] = sum4;
            a.Counts[target + (5 * next)] = sum5;
            a.Counts[target + (6 * next)] = sum6;
            a.Counts[target + (7 * next)] = sum7;
            target += a.Columns;
        }
    }
}

/// <summary>The arguments of <see cref="PairKernel"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PairArguments
{
    /// <summary><c>[groups, words, planes of a group]</c>.</summary>
    public ArrayView<ulong> Words;

    /// <summary><c>[classes]</c>: the word after a class's last one.</summary>
    public ArrayView<int> ClassEnds;

    /// <summary><c>[first planes, classes, second planes]</c>, overwritten.</summary>
    public ArrayView<int> Counts;

    public int PlaneWords;
    public int Classes;

    /// <summary>The first of the first planes.</summary>
    public int First;

    /// <summary>Of first planes.</summary>
    public int Groups;

    /// <summary>The first of the second planes.</summary>
    public int Second;

    /// <summary>Second planes.</summary>
    public int Columns;
}
