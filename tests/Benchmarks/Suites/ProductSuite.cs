using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;

namespace Benchmarks.Suites;

/// <summary>
/// The float32 matrix product at the shapes of the networks, against the BLAS that NumPy and PyTorch use, on one thread each.
/// </summary>
internal sealed class ProductSuite : ISuite
{
    private const int Batch = 128;

    /// <summary>Forward products of a batch and of many images: images, inputs, outputs.</summary>
    private static readonly (int M, int K, int N)[] Shapes =
    [
        (Batch, 784, 100), (Batch, 3072, 250), (Batch, 250, 500), (Batch, 500, 250), (10_000, 784, 100),
        (10_000, 250, 500), (10_000, 500, 250),
    ];

    /// <summary>Products timed at once before the other side's turn, and how often each has its turn.</summary>
    private const int AtOnce = 21, Turns = 11;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        const string Against = "BLAS (the better of NumPy and PyTorch), one thread";
        context.Python?.Call("configure", 1, true);
        foreach (var (m, k, n) in Shapes)
        {
            using var subject = new ProductSubject(m, k, n);
            subject.RequireRight();
            List<Func<double>> work = [Rounds.Short(AtOnce, subject.Multiply)];
            if (context.Python is { } python)
                work.AddRange(new[] { "numpy", "torch" }.Select(
                    library => (Func<double>)(() => python.Call("product", library, m, k, n, AtOnce).GetDouble())));
            var times = Rounds.Medians(Math.Max(context.Options.Repeats, Turns), [.. work]);
            double? baseline = times.Length > 1 ? times[1..].Min() : null;
            yield return new BenchRow(
                $"product [{m}, {k}] [{k}, {n}]", Against, times[0], baseline, 0.85,
                $"{2e-9 * m * k * n / times[0]:0.0} GFLOP/s; the engine keeps its weights packed");
        }
        var peak = MultiplyAddPeak.GigaflopsPerSecond();
        yield return new BenchRow(
            "fused multiply-adds in registers", "-", 1e-9, null, null, $"{peak:0.0} GFLOP/s: this machine's peak on one thread");
    }
}
