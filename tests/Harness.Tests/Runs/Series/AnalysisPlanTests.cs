using System.Text.Json.Nodes;
using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Networks.Sequential;
using Harness.Runs.Execution;
using Harness.Runs.Series;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Runs.Series;

/// <summary>A series in its folder's manifest, and its growth.</summary>
public sealed class AnalysisPlanTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    [Fact]
    public void What_the_networks_share_stands_once_and_what_is_each_one_s_by_its_step()
    {
        var plan = AnalysisPlan.Of("net", [Identity(20, "bb"), Identity(3, "aa", "ablation.random=2")]);
        var json = JsonNode.Parse(plan.Json)!.AsObject();
        Assert.Equal("""{"step":[3,20]}""", json["sweep"]!.ToJsonString());
        var models = json["models"]!.AsObject();
        Assert.Equal(["3", "20"], models.Select(model => model.Key));
        // Only the numbers of random orders differ, so that ablation is each one's own.
        Assert.Equal(["model", "model_sha256", "ablation"], models["3"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(2, models["3"]!["ablation"]!["random"]!.GetValue<int>());
        Assert.Equal("relu", json["activation"]!.GetValue<string>());
        Assert.False(json.ContainsKey("ablation"));
        Assert.Equal([Identity(3, "aa", "ablation.random=2").RunId, Identity(20, "bb").RunId], plan.Runs);
        Assert.Equal("series", AnalysisPlan.Of("", [Identity(1, "aa")]).Name);
    }

    [Fact]
    public void The_step_is_part_of_what_a_run_is_known_by()
    {
        var (alone, first, other) = (Identity(null, "aa"), Identity(1, "aa"), Identity(2, "aa"));
        Assert.Equal(3, new[] { alone.RunId, first.RunId, other.RunId }.Distinct().Count());
        Assert.Equal(
            JsonNode.Parse(alone.Json)!.AsObject().Select(entry => entry.Key).Append("step"),
            JsonNode.Parse(first.Json)!.AsObject().Select(entry => entry.Key));
        Assert.Contains("-step_1-", first.RunId, StringComparison.Ordinal);
        Assert.Contains("-analysis-", alone.RunId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"a sweep"}""", "holds no series of checkpoints")]
    [InlineData("""{"models":{}}""", "holds no series of checkpoints")]
    [InlineData("""{"models":{"one":{}}}""", "is damaged: its spec is no series")]
    [InlineData("""{"models":{"1":3}}""", "is damaged: its spec is no series")]
    [InlineData("""{"models":{"1":null}}""", "is damaged: its spec is no series")]
    [InlineData("""{"models":[1]}""", "holds no series of checkpoints")]
    public void A_folder_of_anything_else_does_not_grow(string spec, string said)
    {
        using var folder = new TemporaryFolder();
        var begun = new Manifest("net", spec, "none", "simd", "vector256", null, "2026-01-01", ["net1-digits-step_1-0123456789ab"]);
        var mistake = Assert.Throws<UsageException>(
            () => AnalysisPlan.Grown(new ResultFolder(folder["out"]), begun, [Identity(2, "aa")]));
        Assert.Contains(said, mistake.Message, StringComparison.Ordinal);
    }

    private AnalysisIdentity Identity(long? step, string sha256, params string[] settings)
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadAnalysis(settings, Activation.Relu, Split.Test, Split.Test);
        var network = new ResultFolder(sweep.Path).ReadModel(sweep.Runs[0], Activation.Relu);
        var read = NetworkImport.Read(
            SequentialWriter.ToTensors(network, dropout: false), NetworkMetadata.Write(network, dropout: false), new ImportHints(), "net");
        using var folder = new TemporaryFolder();
        var data = new DataSetLoader(new DataEnvironment { CacheRoot = folder["cache"] }).Load(DataSetRequest.Named("digits"));
        return AnalysisIdentity.Of($"net{step}.pt", sha256.PadRight(64, '0'), read, data, spec, hasScale: false, step);
    }
}
