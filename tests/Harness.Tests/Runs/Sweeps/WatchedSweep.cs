using System.Collections.Immutable;
using Engine.Simd;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs.Plans;
using Kernels.Simd;
using Testing.Results;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>The runs of a spec of the test's own, done in a temporary folder without a manifest.</summary>
internal sealed class WatchedSweep : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WatchedSweep(string spec, int threads = 1, params string[] overrides)
    {
        var experiment = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(spec, "spec.yaml", overrides);
        var providers = SweepProviders.Pair([new SimdTrainer()], [new SimdDevice()]);
        Plan = RunPlan.Create(experiment, providers.TrainerKind);
        SweepBounds.RequireSeeds(Plan);
        var loader = new DataSetLoader(new DataEnvironment { CacheRoot = _folder["cache"] });
        var runner = new SweepRunner(providers, Folder, loader, new SweepOptions(1, threads, 64 << 20), new Observer());
        new SweepPreflight(runner.Load, "spec.yaml").Check(Plan, CancellationToken.None);
        Result = runner.Run(StackPlan.Create(Plan, 1), CancellationToken.None);
        Assert.Equal((Plan.Length, 0), (Result.Done, Result.Failed));
    }

    public ImmutableArray<PlannedRun> Plan { get; }

    public SweepResult Result { get; }

    public string Path => _folder["out"];

    public ResultFolder Folder => new(_folder["out"]);

    public string Model(int run) => System.IO.Path.Combine(Path, "models", Plan[run].RunId + ".safetensors");

    public Harness.Runs.Tables.Table Table(string name, int run = 0) => ResultTables.Of(Path, name, Plan[run].RunId);

    public void Dispose() => _folder.Dispose();
}
