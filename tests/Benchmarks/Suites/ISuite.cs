using Benchmarks.Reporting;

namespace Benchmarks.Suites;

/// <summary>Benchmarks that belong together. Each checks its results before it times.</summary>
internal interface ISuite
{
    /// <exception cref="WrongResultException">Engine and baseline disagree.</exception>
    IEnumerable<BenchRow> Run(BenchContext context);
}
