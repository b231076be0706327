using System.Collections.Immutable;
using Engine.Analysis;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>Writes the tables of a study.</summary>
internal sealed class StudyTables(ResultFolder folder)
{
    /// <summary>Writes neurons, histograms, ablation and insights, then the row in <c>runs</c>: a run with it is whole.</summary>
    /// <param name="largestClass">Samples of the most frequent class of those that right answers are counted on.</param>
    /// <param name="others">Write the other files of the run.</param>
    public void Write(
        RunRow row, NetworkFindings findings, ImmutableArray<EpochFindings> during, StudyOptions options, int largestClass,
        params IEnumerable<Action> others)
    {
        SideBySide.Do([.. others, .. Tables(row.RunId, findings, during, options, largestClass)]);
        folder.Write(RunsTable.Definition, row.RunId, [row], folder.ModelChecksums(row.RunId));
    }

    private IEnumerable<Action> Tables(
        string run, NetworkFindings findings, ImmutableArray<EpochFindings> during, StudyOptions options, int largestClass)
    {
        var ablation = options.Ablation;
        // The end comes first.
        EpochFindings[] all = [new EpochFindings(null, findings), .. during];
        NeuronRow[] neurons = [.. all.SelectMany(at => Neurons(run, at))];
        yield return () =>
            folder.Write(
                AblationTable.Definition, run, [.. all.SelectMany(at => Steps(run, at, ablation))],
                (AblationTable.LargestClassKey, largestClass.ToString()));
        yield return () => folder.Write(HistogramsTable.Definition, run, [.. neurons.SelectMany(HistogramsTable.Cells)]);
        yield return () => folder.Write(NeuronsTable.Definition, run, neurons);
        yield return () =>
            folder.Write(
                InsightsTable.Definition, run,
                [.. all.SelectMany(at => at.Findings.Insights
                    .Select(insight => new InsightRow(run, insight, ablation.Replace, ablation.Split, at.Epoch)))]);
        if (!options.Measures.Sensitivity.IsEmpty)
            yield return () =>
                folder.Write(
                    BinSensitivityTable.Definition, run, [.. findings.Binned.Select(neuron => new BinSensitivityRow(run, neuron))]);
        if (options.Pairs.IsOn)
            yield return () =>
                folder.Write(PairsTable.Definition, run, [.. findings.Pairs.Pairs.Select(pair => new PairRow(run, findings.Pairs, pair))]);
        if (ablation.Classes)
            yield return () => folder.Write(AblationClassesTable.Definition, run, ClassSteps(run, findings, ablation));
    }

    private static IEnumerable<NeuronRow> Neurons(string run, EpochFindings at) => at.Findings.Profiles.SelectMany(set =>
        set.Profiles.Select(profile => new NeuronRow(run, set.Split, set.Quantizer, profile, at.Epoch)));

    private static IEnumerable<AblationRow> Steps(string run, EpochFindings at, AblationOptions ablation) =>
        at.Findings.Curves.SelectMany(ranked => Enumerable.Range(0, ranked.Curve.Width + 1)
            .Select(step => new AblationRow(run, ranked, ablation.Replace, ablation.Split, step, at.Epoch)));

    private static AblationClassRow[] ClassSteps(string runId, NetworkFindings findings, AblationOptions ablation) =>
    [
        .. findings.Classes.SelectMany(curve => Enumerable.Range(0, curve.Curve.Width + 1)
            .Select(step => new AblationClassRow(runId, curve, ablation.Replace, ablation.Split, step))),
    ];
}
