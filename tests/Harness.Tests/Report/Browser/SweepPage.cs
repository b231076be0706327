using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Browser;

/// <summary>The report of a sweep over everything that the filters choose by, opened once for several tests.</summary>
public sealed class SweepPage : IDisposable
{
    private const string Spec = """
        name: filtered
        dataset: digits
        network: {hidden: [8, 6]}
        training: {epochs: 3, learning_rate: 0.02, validation: 200}
        seeds: 2
        sweep: {training.l2: [0, 0.01], network.hidden: [[8, 6], [5]]}
        measures: {permutations: 0}
        ablation: {random: 4}
        """;

    private readonly WatchedSweep _sweep = new(Spec);
    private readonly Lazy<Visit> _visit;

    public SweepPage() => _visit = new(() => ReportBrowser.Open(Reporter.Write(new ResultFolder(_sweep.Path)).Path));

    /// <summary>Opened by the first test that asks: a witness that is missing is then a skip.</summary>
    internal Visit Visit
    {
        get
        {
            ReportBrowser.Require();
            return _visit.Value;
        }
    }

    internal ResultFolder Folder => _sweep.Folder;

    public void Dispose() => _sweep.Dispose();
}
