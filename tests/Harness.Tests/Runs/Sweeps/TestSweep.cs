using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Simd;
using Engine.Training;
using Harness.Runs.Execution;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Specs.Json;
using Harness.Specs.Plans;
using Kernels.Simd;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>A sweep over digits in this process.</summary>
internal sealed class TestSweep(string output, params string[] overrides)
{
    public const string Spec = """
        name: small
        dataset: digits
        network: {hidden: [12, 8]}
        training: {epochs: 2, learning_rate: 0.01}
        seeds: 3
        measures: {permutations: 20, quantizer: [one-bit, uniform-2]}
        ablation: {random: 3}
        """;

    public ParquetFormat Format { get; init; } = new();

    public ISweepProgress Progress { get; init; } = new Observer();

    public int Jobs { get; init; } = 1;

    public int Stack { get; init; } = 1;

    public ITrainer Trainer { get; init; } = new SimdTrainer();

    public IAnalysisDevice Device { get; init; } = new SimdDevice();

    /// <summary>Trainers and devices that share the runs out among them, in place of one of each.</summary>
    public SweepProviders? Several { get; init; }

    public SweepOptions? Options { get; init; }

    /// <summary>Which runs of the plan this sweep sees to.</summary>
    public Func<int, bool> Share { get; init; } = _ => true;

    public ResultFolder Folder => new(output) { Format = Format };

    public ImmutableArray<PlannedRun> Plan => RunPlan.Create(Experiment, Trainer.Name);

    public DataSetLoader Loader => new(new DataEnvironment { CacheRoot = output + "-cache" });

    private ExperimentSpec Experiment => new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(Spec, "spec.yaml", overrides);

    /// <summary>Writes the readings over the seeds, as <c>engine run</c> does when the last run has ended.</summary>
    public void WriteOverSeeds()
    {
        foreach (var point in SweepPoint.Of(Plan))
            new SweepInsights(Folder).Write(point);
    }

    public SweepResult Run() => RunUntil(CancellationToken.None);

    public SweepResult RunUntil(CancellationToken cancellation)
    {
        var (experiment, plan) = (Experiment, Plan);
        var providers = Several ?? SweepProviders.Pair([Trainer], [Device]);
        var runner = new SweepRunner(
            providers, Folder, Loader, Options ?? new SweepOptions(Jobs, 1, 64 << 20), Progress);
        var preflight = new SweepPreflight(runner.Load, "spec.yaml");
        var manifest = new Manifest(
            experiment.Name, CanonicalJson.Of(experiment, "simd"), "simd", "simd", providers.InstructionSet, Manifest.Checksum, "",
            [.. plan.Select(run => run.RunId)]);
        new FolderStart(Folder, resume: true, shard: null)
            .Take(manifest, () => manifest with { Data = preflight.Check(plan, cancellation) });
        return runner.Run([.. StackPlan.Create(plan, Stack).Where((_, place) => Share(place))], cancellation);
    }
}
