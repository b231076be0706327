using Engine;
using Engine.Ablation;
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
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>An analysis that fails, for whatever reason, leaves the folder as it was.</summary>
public sealed class AnalysisExecutorTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData("check", false)]
    [InlineData("memory", true)]
    [InlineData("fault", false)]
    [InlineData("user", true)]
    public void What_is_mended_may_have_the_folder(string kind, bool folderIsThere)
    {
        using var folder = new TemporaryFolder();
        if (folderIsThere)
            folder.Write("out/submit/job.sbatch", "");
        Exception Fault() => kind switch
        {
            "check" => ScoreCheck.Failure("somewhere", "something"),
            "memory" => new InsufficientMemoryException(),
            "fault" => new InvalidOperationException("ours"),
            _ => new UserErrorException("yours"),
        };
        var thrown = Assert.ThrowsAny<Exception>(() => Analyze(folder["out"], new FailingDevice(Fault)));
        Assert.Equal(Fault().Message, thrown.Message);
        Assert.Equal(folderIsThere, Directory.Exists(folder["out"]));
        Assert.Equal(folderIsThere ? ["out/submit/job.sbatch"] : [], SameResults.Files(folder.Path));
        // Another analysis: other settings.
        Assert.Single(Analyze(folder["out"], new SimdDevice(), "ablation.random=1").Ended);
    }

    [Fact]
    public void What_cannot_be_taken_back_hides_no_error()
    {
        using var folder = new TemporaryFolder();
        // Somebody puts a folder where the run's row is to be.
        Exception Fault()
        {
            foreach (var run in Manifest.Read(folder["out/manifest.json"]).Runs)
                Directory.CreateDirectory(folder[$"out/runs/{run}.parquet"]);
            return new InvalidOperationException("ours");
        }
        Assert.Equal(
            "ours", Assert.Throws<InvalidOperationException>(() => Analyze(folder["out"], new FailingDevice(Fault))).Message);
    }

    private SweepResult Analyze(string output, IAnalysisDevice device, params string[] settings)
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names])
            .ReadAnalysis(["measures.permutations=0", .. settings], Activation.Relu, Split.Test, Split.Test);
        var data = new DataSetLoader(new DataEnvironment { CacheRoot = output + "-cache" }).Load(DataSetRequest.Named("digits"));
        var network = new ResultFolder(sweep.Path).ReadModel(sweep.Runs[0], Activation.Relu);
        var read = NetworkImport.Read(
            SequentialWriter.ToTensors(network, dropout: false), NetworkMetadata.Write(network, dropout: false), new ImportHints(), "net");
        var identity = AnalysisIdentity.Of("net.safetensors", "0123", read, data, spec, hasScale: false);
        return new AnalysisExecutor(device, new ResultFolder(output), new AnalysisResources(1, 64 << 20), new Observer())
            .Execute(
                AnalysisPlan.Of(identity), [new PlannedAnalysis(identity, network.Shape, InputScale.Identity, spec, _ => network)], data,
                resume: false, growth: null, CancellationToken.None);
    }
}
