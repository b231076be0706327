using Engine.Benchmarks.Reporting;
using Engine.Benchmarks.Timing;
using Engine.Numerics;

namespace Engine.Benchmarks.Suites;

/// <summary>The float32 matrix product at the shapes of the networks, against the BLAS that NumPy and PyTorch use, on one thread each.</summary>
internal sealed unsafe class ProductSuite : ISuite
{
    private const int Batch = 128;

    /// <summary>Images that the engine takes through a layer at a time.</summary>
    private const int Block = 240;

    /// <summary>Forward products of a batch and of many images: images, inputs, outputs.</summary>
    private static readonly (int M, int K, int N)[] Shapes =
    [
        (Batch, 784, 100), (Batch, 3072, 250), (Batch, 250, 500), (Batch, 500, 250), (10_000, 784, 100), (10_000, 250, 500), (10_000, 500, 250),
    ];

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        context.Python?.Call("configure", 1, true);
        foreach (var (m, k, n) in Shapes)
        {
            var engine = Time(m, k, n, context.Options.Repeats);
            var gigaflops = 2e-9 * m * k * n / engine;
            double[]? baseline = context.Python is { } python ? [.. python.Call("product", m, k, n, 21).EnumerateArray().Select(time => time.GetDouble())] : null;
            yield return new BenchRow($"product [{m}, {k}] [{k}, {n}]", "BLAS (the better of NumPy and PyTorch), one thread", engine, baseline?.Min(), 0.85, $"{gigaflops:0.0} GFLOP/s");
        }
        var peak = MultiplyAddPeak.GigaflopsPerSecond();
        yield return new BenchRow("fused multiply-adds in registers", "-", 1e-9, null, null, $"{peak:0.0} GFLOP/s: this machine's peak on one thread");
    }

    private static double Time(int m, int k, int n, int repeats)
    {
        using RowMatrix a = new(m, k), c = new(m, n);
        using AlignedBuffer b = new(Panels.Length(k, n));
        a.Row(0)[0] = 1;
        var product = new ProductArguments { A = a.Pointer, ARow = a.Stride, AStep = 1, B = b.Pointer, PanelDepth = k, Depth = k, C = c.Pointer, CRow = c.Stride, CPanel = Panels.Width };
        return Stopwatches.Median(Math.Max(repeats, 21), () =>
        {
            for (var first = 0; first < m; first += Block)
                MatrixProduct.Run(VectorWidths.Widest, product, first, Math.Min(Block, m - first), 0, Panels.Count(n));
        });
    }
}
