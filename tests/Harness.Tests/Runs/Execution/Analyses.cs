using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Networks.Sequential;
using Harness.Runs.Execution;
using Harness.Runs.Series;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Kernels.Simd;

namespace Harness.Tests.Runs.Execution;

/// <summary>Analyzes networks of a sweep's runs on digits, as if they came from elsewhere.</summary>
/// <param name="runs">Each one's id, and its step; null for one network alone.</param>
internal sealed class Analyses(string sweep, params ImmutableArray<(string Run, long? Step)> runs)
{
    public IAnalysisDevice Device { get; init; } = new SimdDevice();

    public ISweepProgress Progress { get; init; } = new Observer();

    public SweepResult Run(string output, bool resume = false, CancellationToken cancellation = default, params string[] settings)
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names])
            .ReadAnalysis(["measures.permutations=0", .. settings], Activation.Relu, Split.Test, Split.Test);
        var data = new DataSetLoader(new DataEnvironment { CacheRoot = output + "-cache" }).Load(DataSetRequest.Named("digits"));
        PlannedAnalysis[] planned = [.. runs.Select(run => Plan(run.Run, run.Step, data, spec))];
        var identities = planned.Select(one => one.Identity).ToArray();
        var plan = runs[0].Step is null ? AnalysisPlan.Of(identities[0]) : AnalysisPlan.Of("net", identities);
        return new AnalysisExecutor(Device, new ResultFolder(output), new AnalysisResources(1, 64 << 20), Progress)
            .Execute(plan, planned, data, resume, growth: null, cancellation);
    }

    private PlannedAnalysis Plan(string run, long? step, DataSet data, AnalysisSpec spec)
    {
        var network = new ResultFolder(sweep).ReadModel(run, Activation.Relu);
        var read = NetworkImport.Read(
            SequentialWriter.ToTensors(network, dropout: false), NetworkMetadata.Write(network, dropout: false), new ImportHints(), "net");
        var identity = AnalysisIdentity.Of($"net{step}.safetensors", run.PadRight(12), read, data, spec, hasScale: false, step);
        return new PlannedAnalysis(identity, network.Shape, InputScale.Identity, spec, _ => network);
    }
}
