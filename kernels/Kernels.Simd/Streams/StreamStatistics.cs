using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Streams;

/// <summary>The first pass over a stream: the statistics of all neurons, and the counts of the one-bit rule, whose edge is known
/// beforehand.</summary>
internal static class StreamStatistics
{
    /// <summary>Neurons of a strip: their sums stay near the core.</summary>
    private const int Strip = 256;

    /// <summary>Bytes of a block: it is still in the last cache when it is looked at.</summary>
    private const long Block = 4 << 20;

    /// <returns><c>[neurons]</c>, and <c>[neurons][2, classes]</c>.</returns>
    public static (ActivationStatistics[] Statistics, int[][] Counts) Of(
        StreamedOutputs stream, StreamRequest request, WorkerTeam team, CancellationToken cancellation)
    {
        var strips = Enumerable.Range(0, (stream.Neurons + Strip - 1) / Strip).Select(strip =>
        {
            var first = strip * Strip;
            return new StripSums(stream, request, first, Math.Min(Strip, stream.Neurons - first), request.Edge);
        }).ToArray();
        try
        {
            new BlockScan(stream, request.Resources.Memory, Block)
                .Run(block => team.Run(strips.Length, strip => strips[strip].Add(block)), cancellation);
            return ([.. strips.SelectMany(strip => strip.Results())], [.. strips.SelectMany(strip => strip.Counts)]);
        }
        finally
        {
            foreach (var strip in strips)
                strip.Dispose();
        }
    }
}
