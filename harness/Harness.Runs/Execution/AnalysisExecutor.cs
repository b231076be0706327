using System.Diagnostics;
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

    public ResultFolder Folder => folder;

    /// <exception cref="UserErrorException">The folder is not empty or cannot be written, or a split that is needed is empty.</exception>
    public RunOutcome Execute(AnalysisIdentity identity, Network network, DataSet data, AnalysisSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(spec);
        var startedAt = DateTimeOffset.UtcNow;
        var (instructions, none) = (device.InstructionSet, "none");
        folder.Prepare(new Manifest(identity.Name, identity.Json, none, device.Name, instructions, folder.Writer, startedAt.ToString("O"), [identity.RunId]), false, () => { });
        progress.Started(identity.RunId, 0);
        var started = Stopwatch.GetTimestamp();
        var splits = data.Split(data.DefaultValidation);
        var analyzer = new NetworkAnalyzer(device, RunSettings.Measures(spec.Measures), RunSettings.Ablation(spec.Ablation), resources);
        var findings = analyzer.Run(network, splits, Seed, new PhaseProgress(identity.RunId, progress), cancellation);
        using var session = device.Open(network, resources);
        var evaluations = SplitEvaluations.Of(splits, session.Evaluate);
        var row = new RunRow
        {
            RunId = identity.RunId,
            Name = identity.Name,
            Spec = identity.Json,
            Dataset = data.Name,
            DatasetSha256 = data.Sha256,
            Hidden = network.Shape.HiddenName,
            Activation = SpecChoices.Activation.NameOf(network.Activation),
            Seed = Seed,
            Device = device.Name,
            InstructionSet = instructions,
            Train = evaluations.Train,
            Validation = evaluations.Validation,
            Test = evaluations.Test,
            AnalysisSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            StartedAt = startedAt,
        };
        FindingsWriter.Write(folder, identity.RunId, findings, spec.Ablation);
        folder.Write(RunsTable.Definition, identity.RunId, [row]);
        progress.Finished(identity.RunId, null);
        return new RunOutcome(row, findings, RunExecutor.LargestClass(splits[spec.Ablation.Split]));
    }
}
