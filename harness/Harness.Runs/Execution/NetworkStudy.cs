using System.Collections.Immutable;
using System.Diagnostics;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Networks;
using Engine.Pairs;
using Engine.Training;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Runs.Watching;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Measures, ablates, evaluates and stores a network, for a run and for a network trained elsewhere.</summary>
internal sealed class NetworkStudy(IAnalysisDevice device, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    /// <summary>Runs of a sweep that are warned of stretched bins; the table insights has all.</summary>
    private const int MostWarned = 10;

    private int _warned;

    /// <returns>The row with what the study adds to it, and the findings.</returns>
    public (RunRow Row, NetworkFindings Findings) Analyze(
        RunRow row, Network network, DataSplits splits, StudyOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        cancellation.ThrowIfCancellationRequested();
        using var session = device.Open(network, resources);
        var findings = Run(session, row, splits, options, cancellation);
        Warn(row.RunId, [.. StretchedBins.Of(findings)]);
        var evaluations = SplitEvaluations.Of(splits, data => session.Evaluate(data, cancellation));
        var studied = row with
        {
            Train = evaluations.Train,
            Validation = evaluations.Validation,
            Test = evaluations.Test,
            AnalysisSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
        return (studied, findings);
    }

    /// <summary>The findings at epochs of the training, one network after the other.</summary>
    /// <param name="epochs">Those of which there is a network.</param>
    /// <param name="ablated">Those at which curves are computed too.</param>
    /// <param name="network">The network at an epoch.</param>
    /// <returns>The row with the time added, and the findings.</returns>
    public (RunRow Row, ImmutableArray<EpochFindings> During) Follow(
        RunRow row, ImmutableArray<int> epochs, ImmutableArray<int> ablated, Func<int, Network> network, DataSplits splits,
        StudyOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var found = ImmutableArray.CreateBuilder<EpochFindings>();
        var (toMeasure, toAblate) = (options.ToMeasure(), options.ToAblate());
        foreach (var epoch in epochs)
        {
            using var session = device.Open(network(epoch), resources);
            found.Add(new EpochFindings(epoch, Run(session, row, splits, ablated.Contains(epoch) ? toAblate : toMeasure, cancellation)));
        }
        return (row with { AnalysisSeconds = row.AnalysisSeconds + Stopwatch.GetElapsedTime(started).TotalSeconds }, found.ToImmutable());
    }

    private NetworkFindings Run(
        IAnalysisSession session, RunRow row, DataSplits splits, StudyOptions options, CancellationToken cancellation) =>
        new NetworkAnalyzer(session, options.Measures, options.Ablation, resources) { Insights = options.Insights, Pairs = options.Pairs }
            .Run(splits, (ulong)row.Seed, new PhaseProgress(row.RunId, progress), cancellation);

    /// <summary>
    /// Writes the tables neurons, histograms, ablation and insights, then the row in <c>runs</c>: a run with it is whole.
    /// </summary>
    /// <param name="during">At epochs of the training.</param>
    /// <param name="others">Write the other files of the run.</param>
    public void Write(
        RunRow row, NetworkFindings findings, ImmutableArray<EpochFindings> during, StudyOptions options, LabelledData ablated,
        params IEnumerable<Action> others)
    {
        new StudyTables(folder).Write(row, findings, during, options, NetworkInsights.LargestClass(ablated), others);
    }

    private void Warn(string run, string[] stretched)
    {
        if (stretched.Length == 0 || Interlocked.Increment(ref _warned) is var count && count > MostWarned)
            return;
        foreach (var text in stretched)
            progress.Warn($"{run}: {text}");
        if (count == MostWarned)
            progress.Warn("more runs with stretched bins are not told of: they are in the table insights, under the name stretched");
    }
}

/// <summary>A network's loss and accuracy on each split.</summary>
public sealed record SplitEvaluations(Evaluation Train, Evaluation Validation, Evaluation Test)
{
    public static SplitEvaluations Of(DataSplits data, Func<LabelledData, Evaluation> evaluate)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(evaluate);
        return new SplitEvaluations(evaluate(data.Train), evaluate(data.Validation), evaluate(data.Test));
    }
}

/// <summary>The findings of a study at an epoch of training.</summary>
/// <param name="Epoch">Null at the end.</param>
internal sealed record EpochFindings(int? Epoch, NetworkFindings Findings);

/// <summary>How a trained network is studied.</summary>
internal sealed record StudyOptions(MeasureOptions Measures, PairOptions Pairs, AblationOptions Ablation, InsightOptions Insights)
{
    public static StudyOptions Of(RunSpec spec) => new(spec.Measures, spec.Pairs, spec.Ablation, spec.Insights);

    public static StudyOptions Of(AnalysisSpec spec) => new(spec.Measures, spec.Pairs, spec.Ablation, spec.Insights);

    /// <summary>Without a network: nothing is removed or read.</summary>
    public static StudyOptions OfMeasures(MeasuringSpec spec) => new(
        spec.Measures, spec.Pairs, new AblationOptions { Scopes = [], Split = spec.Measures.Splits[0] }, InsightOptions.Default);

    /// <summary>For an epoch of training at which curves are computed too; what has tables of its own is of the end alone.</summary>
    public StudyOptions ToAblate() => this with
    {
        Measures = Measures with { Sensitivity = [] },
        Pairs = new PairOptions(),
        Ablation = Ablation with { Classes = false },
    };

    /// <summary>For an epoch of training at which neurons are measured.</summary>
    public StudyOptions ToMeasure() => ToAblate() with { Ablation = Ablation with { Scopes = [] } };
}
