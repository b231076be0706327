using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Analyzes one network that was trained elsewhere and stores the same tables as a run.</summary>
public sealed class AnalysisExecutor(IAnalysisDevice device, ResultFolder folder, AnalysisResources resources, ISweepProgress progress)
{
    /// <summary>Draws random orders, breaks ties and permutes labels; a network trained elsewhere has no seed of its own.</summary>
    private const long Seed = 0;

    /// <summary>The trainer's name where the network was trained elsewhere.</summary>
    private const string NoTrainer = "none";

    /// <summary>The layer that a network begins with whose first hidden layer's outputs were saved.</summary>
    public SavedLayer? Saved { get; init; }

    private readonly NetworkStudy _study = new(device, folder, resources, progress);

    /// <param name="scale">Of the network's inputs.</param>
    /// <param name="resume">Whether the folder may hold the same analysis, begun before.</param>
    /// <exception cref="UserErrorException">The folder is not empty or cannot be written, or a split that is needed is empty.</exception>
    public SweepResult Execute(
        AnalysisIdentity identity, Network network, DataSet data, InputScale scale, AnalysisSpec spec, bool resume,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(scale);
        var row = NewRow(identity, network, data) with { Scale = scale };
        var splits = scale.Apply(data.Split(data.DefaultValidation));
        var manifest = new Manifest(
            identity.Name, identity.Json, NoTrainer, DeviceName.KindOf(device.Name), row.InstructionSet, Manifest.Checksum,
            row.StartedAt.ToString("O"), [row.RunId]);
        return new OneRun(folder, progress).Execute(
            manifest,
            resume,
            () =>
            {
                DataNeeds.RequireSplits(splits, spec.Measures, spec.Ablation);
                spec.Ablation.RequireFit(network.Shape.Hidden);
            },
            () => Complete(row, network, splits, spec, cancellation),
            cancellation);
    }

    private RunRow Complete(RunRow row, Network network, DataSplits splits, AnalysisSpec spec, CancellationToken cancellation)
    {
        (row, var findings) = _study.Analyze(row, network, splits, StudyOptions.Of(spec), cancellation);
        cancellation.ThrowIfCancellationRequested();
        _study.Write(row, findings, [], StudyOptions.Of(spec), splits[spec.Ablation.Split]);
        return row;
    }

    /// <summary>One, or each hidden layer's where they differ.</summary>
    private string Activations(Network network)
    {
        if (Saved is null && network.Shape.Mixed.IsEmpty)
            return SpecChoices.Activation.NameOf(network.Activation);
        string[] names = [.. network.Activations.Select(SpecChoices.Activation.NameOf)];
        if (Saved is { Activation: null })
            names[0] = SavedLayer.Unknown;
        return string.Join(", ", names.Distinct().Count() == 1 ? names[..1] : names);
    }

    private RunRow NewRow(AnalysisIdentity identity, Network network, DataSet data) => new()
    {
        RunId = identity.RunId,
        Name = identity.Name,
        Spec = identity.Json,
        Dataset = data.Name,
        DatasetSha256 = data.Sha256,
        ClassNames = data.ClassNames,
        Hidden = network.Shape.HiddenName,
        LayerNames = Saved is { } saved ? [saved.Name] : [],
        Activation = Activations(network),
        Seed = Seed,
        Device = device.Name,
        InstructionSet = InstructionSets.Of(device.InstructionSet),
        StartedAt = DateTimeOffset.UtcNow,
    };
}

/// <summary>A layer whose outputs were saved.</summary>
/// <param name="Activation">Null where it is not known.</param>
public sealed record SavedLayer(string Name, Activation? Activation)
{
    /// <summary>In place of an activation's name.</summary>
    public const string Unknown = "unknown";
}
