using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Series;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Analyzes networks that were trained elsewhere, one after the other, and stores the same tables as of runs.</summary>
public sealed class AnalysisExecutor(IAnalysisDevice device, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    /// <summary>Draws random orders, breaks ties and permutes labels; a network trained elsewhere has no seed of its own.</summary>
    private const long Seed = 0;

    /// <summary>The trainer's name where the network was trained elsewhere.</summary>
    private const string NoTrainer = "none";

    /// <summary>The layer that a network begins with whose first hidden layer's outputs were saved.</summary>
    public SavedLayer? Saved { get; init; }

    private readonly NetworkStudy _study = new(device, folder, resources, progress);

    /// <param name="plan">Of the folder.</param>
    /// <param name="analyses">Those of the plan that are not known to be done.</param>
    /// <param name="resume">Whether the folder may hold the same analyses, begun before.</param>
    /// <param name="growth">Of the folder, where the plan may have more networks than it; else null.</param>
    /// <exception cref="UserErrorException">The folder is not empty or cannot be written, or a split that is needed is empty.</exception>
    public SweepResult Execute(
        AnalysisPlan plan, IReadOnlyList<PlannedAnalysis> analyses, DataSet data, bool resume, FolderGrowth? growth,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(analyses);
        ArgumentNullException.ThrowIfNull(data);
        var splits = data.Split(data.DefaultValidation);
        var manifest = new Manifest(
            plan.Name, plan.Json, NoTrainer, DeviceName.KindOf(device.Name), InstructionSets.Of(device.InstructionSet), Manifest.Checksum,
            DateTimeOffset.UtcNow.ToString("O"), plan.Runs);
        var planned = analyses.ToDictionary(analysis => analysis.Identity.RunId, StringComparer.Ordinal);
        return new RunsInTurn(folder, progress).Execute(
            Begin,
            [.. plan.Runs.Select(id => (id, planned.TryGetValue(id, out var analysis) ? () => Complete(analysis) : (Func<RunRow>?)null))],
            cancellation);

        bool Begin()
        {
            if (growth is null)
                return new FolderStart(folder, resume, shard: null).Take(manifest, Checked);
            growth.Write(manifest, Checked);
            return false;
        }

        Manifest Checked()
        {
            foreach (var analysis in analyses)
            {
                DataNeeds.RequireSplits(splits, analysis.Spec.Measures, analysis.Spec.Ablation);
                analysis.Spec.Ablation.RequireFit(analysis.Shape, splits, analysis.Spec.Measures.Splits);
            }
            return manifest;
        }

        RunRow Complete(PlannedAnalysis analysis)
        {
            var scaled = analysis.Scale.Apply(splits);
            var options = StudyOptions.Of(analysis.Spec);
            var (row, findings) = _study.Analyze(
                NewRow(analysis, data), analysis.Network(cancellation), scaled, options, cancellation);
            cancellation.ThrowIfCancellationRequested();
            _study.Write(row, findings, [], options, scaled[analysis.Spec.Ablation.Split]);
            return row;
        }
    }

    /// <summary>One, or each hidden layer's where they differ.</summary>
    private string Activations(NetworkShape shape)
    {
        if (Saved is null && shape.Mixed.IsEmpty)
            return SpecChoices.Activation.NameOf(shape.Activation);
        var each = shape.Mixed.IsEmpty ? Enumerable.Repeat(shape.Activation, shape.Hidden.Length) : shape.Mixed;
        string[] names = [.. each.Select(SpecChoices.Activation.NameOf)];
        if (Saved is { Activation: null })
            names[0] = SavedLayer.Unknown;
        return string.Join(", ", names.Distinct().Count() == 1 ? names[..1] : names);
    }

    private RunRow NewRow(PlannedAnalysis analysis, DataSet data) => new()
    {
        RunId = analysis.Identity.RunId,
        Name = analysis.Identity.Name,
        Spec = analysis.Identity.Json,
        Step = analysis.Identity.Step,
        Dataset = data.Name,
        DatasetSha256 = data.Sha256,
        ClassNames = data.ClassNames,
        Hidden = analysis.Shape.HiddenName,
        LayerNames = Saved is { } saved ? [saved.Name] : [],
        Activation = Activations(analysis.Shape),
        Scale = analysis.Scale,
        Seed = Seed,
        Device = device.Name,
        InstructionSet = InstructionSets.Of(device.InstructionSet),
        StartedAt = DateTimeOffset.UtcNow,
    };
}

/// <summary>A network that is to be analyzed. It was read and checked before; it is read again when its turn comes, so that a long series
/// needs the memory of one.</summary>
/// <param name="Scale">Of the network's inputs.</param>
/// <param name="Network">Reads the network.</param>
public sealed record PlannedAnalysis(
    AnalysisIdentity Identity, NetworkShape Shape, InputScale Scale, AnalysisSpec Spec, Func<CancellationToken, Network> Network);

/// <summary>A layer whose outputs were saved.</summary>
/// <param name="Activation">Null where it is not known.</param>
public sealed record SavedLayer(string Name, Activation? Activation)
{
    /// <summary>In place of an activation's name.</summary>
    public const string Unknown = "unknown";
}
