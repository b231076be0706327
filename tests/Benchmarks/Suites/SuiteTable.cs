using Benchmarks.Suites.Devices;

namespace Benchmarks.Suites;

/// <summary>The suites by the names that the command line takes.</summary>
internal static class SuiteTable
{
    private static readonly (string Name, Func<ISuite> Create)[] All =
    [
        ("ablation", () => new AblationSuite()),
        ("histogram", () => new HistogramSuite()),
        ("pairs", () => new PairSuite()),
        ("product", () => new ProductSuite()),
        ("training", () => new TrainingSuite()),
        ("history", () => new HistorySuite()),
        ("parquet", () => new ParquetSuite()),
        ("measure", () => new MeasureSuite()),
        ("pairs-growth", () => new PairGrowthSuite()),
        ("growth", () => new GrowthSuite()),
        ("sweep", () => new SweepSuite()),
        ("gpu-network", () => new NetworkSuite()),
        ("gpu-histogram", () => new DeviceHistogramSuite()),
        ("gpu-ablation", () => new DeviceAblationSuite()),
        ("gpu-stack", () => new StackSuite()),
    ];

    /// <summary>Short for all whose names begin with it.</summary>
    public const string Gpu = "gpu";

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(suite => suite.Name)];

    public static ISuite Create(string name) => Array.Find(All, suite => suite.Name == name).Create();
}
