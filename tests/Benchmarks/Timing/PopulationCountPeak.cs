using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engine.Numerics;

namespace Benchmarks.Timing;

/// <summary>How fast this machine counts the bits that two arrays share while both stay in the first-level cache: the faster of its
/// instruction for one word, and of tables for a vector, where it has them.</summary>
internal static unsafe class PopulationCountPeak
{
    /// <summary>Of each array: 8 KiB.</summary>
    private const int Words = 1024;

    private const int Turns = 20_000;

    /// <summary>Seconds for so many words, on all threads of a team.</summary>
    public static double Seconds(double words, WorkerTeam team)
    {
        var rate = Math.Max(Rate(team, ByWord), Avx512BW.IsSupported ? Rate(team, ByVector) : 0);
        return words / rate;
    }

    private static double Rate(WorkerTeam team, Func<ulong[], ulong[], long> count)
    {
        var random = new Random(1);
        ulong[] one = [.. Enumerable.Range(0, Words).Select(_ => (ulong)random.NextInt64())];
        ulong[] other = [.. Enumerable.Range(0, Words).Select(_ => (ulong)random.NextInt64())];
        var expected = one.Zip(other).Sum(pair => BitOperations.PopCount(pair.First & pair.Second));
        if (count(one, other) != expected)
            throw new WrongResultException("the loop that counts bits counts wrong");
        var sums = new long[team.Size];
        var seconds = Stopwatches.Time(() => team.Run(team.Size, thread =>
        {
            for (var turn = 0; turn < Turns; turn++)
                sums[thread] += count(one, other);
        }));
        return (double)Words * Turns * team.Size / seconds;
    }

    private static long ByWord(ulong[] one, ulong[] other)
    {
        long sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        fixed (ulong* a = one, b = other)
        {
            for (var i = 0; i < Words; i += 4)
            {
                sum0 += BitOperations.PopCount(a[i] & b[i]);
                sum1 += BitOperations.PopCount(a[i + 1] & b[i + 1]);
                sum2 += BitOperations.PopCount(a[i + 2] & b[i + 2]);
                sum3 += BitOperations.PopCount(a[i + 3] & b[i + 3]);
            }
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    private static long ByVector(ulong[] one, ulong[] other)
    {
        var quarter = Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var table = Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter));
        var half = Vector512.Create((byte)0x0F);
        var sums = Vector512<ulong>.Zero;
        fixed (ulong* a = one, b = other)
        {
            for (var i = 0; i < Words; i += 128)
            {
                var (even, odd) = (Vector512<byte>.Zero, Vector512<byte>.Zero);
                for (var at = i; at < i + 128; at += 16)
                {
                    var first = Vector512.Load(a + at) & Vector512.Load(b + at);
                    var second = Vector512.Load(a + at + 8) & Vector512.Load(b + at + 8);
                    even += Avx512BW.Shuffle(table, first.AsByte() & half) + Avx512BW.Shuffle(table, (first >>> 4).AsByte() & half);
                    odd += Avx512BW.Shuffle(table, second.AsByte() & half) + Avx512BW.Shuffle(table, (second >>> 4).AsByte() & half);
                }
                sums += Avx512BW.SumAbsoluteDifferences(even, Vector512<byte>.Zero).AsUInt64()
                    + Avx512BW.SumAbsoluteDifferences(odd, Vector512<byte>.Zero).AsUInt64();
            }
        }
        return (long)Vector512.Sum(sums);
    }
}
