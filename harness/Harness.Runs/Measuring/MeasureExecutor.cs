using System.Collections.Immutable;
using Engine;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Networks;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Runs.Watching;
using Harness.Specs;

namespace Harness.Runs.Measuring;

/// <summary>Measures stored activations and stores the same tables as of a network; those about removing neurons are empty.</summary>
/// <param name="note">Told of passes over the files beyond the first.</param>
public sealed class MeasureExecutor(
    MeasuringDevice device, ResultFolder folder, AnalysisResources resources, ISweepProgress progress, Action<string> note)
{
    /// <summary>Permutes labels and draws resamples: the activations have no seed of their own.</summary>
    private const long Seed = 0;

    private const string NoTrainer = "none";

    /// <param name="activation">Null where it is not known.</param>
    /// <param name="resume">Whether the folder may hold the same measurement, begun before.</param>
    /// <exception cref="UserErrorException">The folder is not empty or cannot be written, or the activations are not sound.</exception>
    public SweepResult Execute(
        MeasureIdentity identity, MeasuredFiles files, Activation? activation, MeasuringSpec spec, bool resume,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(spec);
        var row = NewRow(identity, files, activation);
        var manifest = new Manifest(
            identity.Name, identity.Json, NoTrainer, DeviceName.KindOf(device.Name), row.InstructionSet, Manifest.Checksum,
            row.StartedAt.ToString("O"), [row.RunId]);
        return new RunsInTurn(folder, progress).Execute(
            () => new FolderStart(folder, resume, shard: null).Take(manifest, () => manifest),
            [(row.RunId, () => Complete(row, files, activation, spec, cancellation))],
            cancellation);
    }

    private RunRow Complete(
        RunRow row, MeasuredFiles files, Activation? activation, MeasuringSpec spec, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (options, pairs) = (spec.Measures, spec.Pairs);
        ImmutableArray<QuantizerRule> rules = [.. options.Counted.Union(pairs.IsOn ? [pairs.Quantizer] : [])];
        var request = new StreamRequest(files.Labels.Values, files.Labels.Classes, activation, rules, resources)
        {
            Note = note,
        };
        var findings = new StreamProfiler(device.Measurer, request, options, options.Splits[0], (ulong)Seed) { Pairs = pairs }
            .Run(files.Layers, new PhaseProgress(row.RunId, progress), cancellation);
        foreach (var text in StretchedBins.Of(findings).Concat(ConstantSymbols.Of(findings, row.LayerNames)))
            progress.Warn(text);
        cancellation.ThrowIfCancellationRequested();
        row = row with { AnalysisSeconds = clock.Elapsed.TotalSeconds };
        new StudyTables(folder).Write(row, findings, [], StudyOptions.OfMeasures(spec), LargestClass(files.Labels));
        return row;
    }

    private static int LargestClass(SampleLabels labels) => labels.Values.CountBy(label => label).Max(found => found.Value);

    private RunRow NewRow(MeasureIdentity identity, MeasuredFiles files, Activation? activation) => new()
    {
        RunId = identity.RunId,
        Name = identity.Name,
        Spec = identity.Json,
        Dataset = Path.GetFileName(files.LabelSource.File),
        DatasetSha256 = identity.LabelsSha256,
        Hidden = string.Join('-', files.Layers.Select(layer => layer.Neurons)),
        Activation = activation is { } known ? SpecChoices.Activation.NameOf(known) : SavedLayer.Unknown,
        ClassNames = files.Labels.OwnNames,
        LayerNames = [.. files.Layers.Select(layer => layer.Name)],
        Seed = Seed,
        Device = device.Name,
        InstructionSet = InstructionSets.Of(device.InstructionSet),
        StartedAt = DateTimeOffset.UtcNow,
    };
}

/// <summary>The device that measures streams.</summary>
public sealed record MeasuringDevice(IStreamMeasurer Measurer, string Name, string InstructionSet);
