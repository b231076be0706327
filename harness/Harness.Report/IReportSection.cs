using Harness.Report.Reading;
using Harness.Report.Sweeps;

namespace Harness.Report;

/// <summary>One kind of picture: what its charts are drawn from.</summary>
internal interface IReportSection
{
    /// <summary>As the page's script asks for it.</summary>
    string Name { get; }

    /// <summary>The data, to be serialized; null where the sweep has none. What is missing or thinned is noted in the source.</summary>
    object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits);
}
