using Engine.Analysis;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Writes what an analysis found as the tables neurons, histograms and ablation.</summary>
public static class FindingsWriter
{
    public static void Write(ResultFolder folder, string runId, NetworkFindings findings, AblationSettings ablation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(ablation);
        NeuronRow[] neurons = [.. findings.Profiles.SelectMany(set => set.Profiles.Select(profile => new NeuronRow(runId, set.Split, set.Quantizer, profile)))];
        AblationRow[] steps = [.. findings.Curves.SelectMany(ranked => Enumerable.Range(0, ranked.Curve.Width + 1)
            .Select(step => new AblationRow(runId, ranked, ablation.Replace, ablation.Split, step)))];
        folder.Write(NeuronsTable.Definition, runId, neurons);
        folder.Write(HistogramsTable.Definition, runId, [.. neurons.SelectMany(HistogramsTable.Cells)]);
        folder.Write(AblationTable.Definition, runId, steps);
    }
}
