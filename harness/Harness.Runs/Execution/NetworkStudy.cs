using System.Diagnostics;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>The part that a run and the analysis of a network trained elsewhere share: measure, ablate, evaluate, store.</summary>
internal sealed class NetworkStudy(IAnalysisDevice device, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    /// <returns>The row with what the study adds to it, and the findings.</returns>
    public (RunRow Row, NetworkFindings Findings) Analyze(RunRow row, Network network, DataSplits splits, StudySettings settings, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var analyzer = new NetworkAnalyzer(device, RunSettings.Measures(settings.Measures), RunSettings.Ablation(settings.Ablation), resources)
        {
            Insights = RunSettings.Insights(settings.Insights),
        };
        var findings = analyzer.Run(network, splits, (ulong)row.Seed, new PhaseProgress(row.RunId, progress), cancellation);
        using var session = device.Open(network, resources);
        var evaluations = SplitEvaluations.Of(splits, session.Evaluate);
        var studied = row with
        {
            Train = evaluations.Train,
            Validation = evaluations.Validation,
            Test = evaluations.Test,
            AnalysisSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
        return (studied, findings);
    }

    /// <summary>Writes the tables neurons, histograms, ablation and insights, then the row in <c>runs</c>: a run with it is whole.</summary>
    public void Write(RunRow row, NetworkFindings findings, StudySettings settings, LabelledData ablated)
    {
        var ablation = settings.Ablation;
        NeuronRow[] neurons = [.. findings.Profiles.SelectMany(set => set.Profiles.Select(profile => new NeuronRow(row.RunId, set.Split, set.Quantizer, profile)))];
        AblationRow[] steps = [.. findings.Curves.SelectMany(ranked => Enumerable.Range(0, ranked.Curve.Width + 1)
            .Select(step => new AblationRow(row.RunId, ranked, ablation.Replace, ablation.Split, step)))];
        folder.Write(NeuronsTable.Definition, row.RunId, neurons);
        folder.Write(HistogramsTable.Definition, row.RunId, [.. neurons.SelectMany(HistogramsTable.Cells)]);
        if (!settings.Measures.Sensitivity.IsEmpty)
            folder.Write(BinSensitivityTable.Definition, row.RunId, [.. findings.Binned.Select(neuron => new BinSensitivityRow(row.RunId, neuron))]);
        folder.Write(AblationTable.Definition, row.RunId, steps, (AblationTable.LargestClassKey, NetworkInsights.LargestClass(ablated).ToString()));
        if (ablation.Classes)
            folder.Write(AblationClassesTable.Definition, row.RunId, ClassSteps(row.RunId, findings, ablation));
        folder.Write(InsightsTable.Definition, row.RunId, [.. findings.Insights.Select(insight => new InsightRow(row.RunId, insight, ablation.Replace, ablation.Split))]);
        folder.Write(RunsTable.Definition, row.RunId, [row]);
    }

    private static AblationClassRow[] ClassSteps(string runId, NetworkFindings findings, AblationSettings ablation) =>
    [
        .. findings.Classes.SelectMany(curve => Enumerable.Range(0, curve.Curve.Width + 1)
            .Select(step => new AblationClassRow(runId, curve, ablation.Replace, ablation.Split, step))),
    ];
}
