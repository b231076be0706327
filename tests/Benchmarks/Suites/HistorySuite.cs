using System.Diagnostics;
using Benchmarks.Reporting;
using Benchmarks.Timing;
using Engine.Simd;
using Engine.Training;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Json;
using Harness.Specs.Plans;
using Kernels.Simd;
using Testing;

namespace Benchmarks.Suites;

/// <summary>
/// A run that follows its network through the epochs, beside the run without, and one analysis more for each epoch: what the snapshots cost
/// themselves.
/// </summary>
internal sealed class HistorySuite : ISuite
{
    private const int Epochs = 10;

    private const string Spec = """
        name: history
        dataset: fashion-mnist
        network: {hidden: [100, 100]}
        training: {epochs: 10, l2: 1e-4}
        ablation: {orders: [mutual-information], random: 5}
        """;

    private static readonly string[] Following = ["measures.epochs=all", "ablation.epochs=all"];

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        // Epoch 0 is before the first step; the end is analyzed anyway.
        const int Networks = Epochs + 1;
        double analysis = 0;
        var times = Rounds.Medians(
            context.Options.Repeats,
            () => Time(context, Following, RequireRight),
            () => Time(context, [], folder => analysis = OnlyRun(folder, RunsTable.Definition.Schema).Float64s("analysis_seconds")[0])
                + (Networks * analysis));
        yield return new BenchRow(
            $"FashionMNIST 100-100 followed through {Epochs} epochs", $"one run, and {Networks} analyses like its own", times[0],
            times[1], 1, $"an analysis takes {analysis:0.00} s");
    }

    /// <summary>The whole run, tables written, in a folder of its own.</summary>
    private static double Time(BenchContext context, string[] overrides, Action<ResultFolder> then)
    {
        using var place = new TemporaryFolder();
        var folder = new ResultFolder(place["out"]);
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(Spec, "history.yaml", overrides);
        var (trainer, device) = (new SimdTrainer(), new SimdDevice());
        var plan = RunPlan.Create(experiment, trainer.Name);
        var providers = SweepProviders.Pair([trainer], [device]);
        var loader = new DataSetLoader(DataEnvironment.Current(context.Options.Data) with { Warn = context.Log });
        var begin = Stopwatch.GetTimestamp();
        var runner = new SweepRunner(
            providers, folder, loader, new SweepOptions(1, context.Options.Threads, 512L << 20), new Quiet(context.Log));
        var manifest = new Manifest(
            experiment.Name, CanonicalJson.Of(experiment, trainer.Name), trainer.Name, device.Name, providers.InstructionSet,
            Manifest.Checksum, "", [.. plan.Select(run => run.RunId)]);
        new FolderStart(folder, resume: false, shard: null)
            .Take(manifest, () => manifest with { Data = new SweepPreflight(runner.Load, "history.yaml").Check(plan, default) });
        var result = runner.Run(StackPlan.Create(plan, 1), CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (result.Done != 1)
            throw new WrongResultException("the run that is timed failed");
        then(folder);
        return seconds;
    }

    /// <summary>The last epoch's network is that of the end: so are its curves.</summary>
    private static void RequireRight(ResultFolder folder)
    {
        var curves = OnlyRun(folder, AblationTable.Definition.Schema);
        var epochs = curves.Find(StoredTable.EpochColumn)!;
        int[] last = [.. Enumerable.Range(0, curves.Rows).Where(row => epochs.IsPresent(row) && ((int[])epochs.Values)[row] == Epochs)];
        var correct = curves.Int32s("correct");
        if (last.Length == 0 || !last.Select(row => correct[row]).SequenceEqual(curves.AtTheEnd().Int32s("correct")))
            throw new WrongResultException("the curves after the last epoch are not those of the end");
    }

    private static StoredTable OnlyRun(ResultFolder folder, TableSchema schema) =>
        folder.Read(schema, folder.FilesOf(schema.Name).Single());

    private sealed class Quiet(Action<string> log) : ISweepProgress
    {
        public void Started(string runId, int epochs)
        {
        }

        public void Epoch(string runId, EpochRecord epoch)
        {
        }

        public void Phase(string runId, string phase)
        {
        }

        public void Finished(string runId, string? failure)
        {
            if (failure is not null)
                log($"{runId}: {failure}");
        }

        public void Warn(string message) => log(message);
    }
}
