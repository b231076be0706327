using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Files of data that are exchanged under their names while a sweep is not finished.</summary>
public class OtherDataTests
{
    private const string Spec = """
        name: own
        dataset: {idx: data}
        network: {hidden: [3]}
        training: {epochs: 1, batch_size: 10}
        seeds: 2
        measures: {permutations: 0}
        ablation: {random: 0}
        """;

    [Fact]
    public void Runs_of_two_data_sets_never_become_one_sweep()
    {
        using var folder = new TemporaryFolder();
        var (spec, images) = (folder.Write("spec.yaml", Spec), Path.Combine(IdxFolder.Write(folder["data"]), IdxFolder.Images));
        var first = File.ReadAllBytes(images);
        Shard("0/2", "out").Exits(0);
        Exchange();
        var before = SameResults.Files(folder["out"]);
        Shard("1/2", "out").Exits(2).Says("the runs of", "of other data", "idx: data: SHA-256", "choose another --out");
        Run("--out", folder["out"], "--resume").Exits(2).Says("of other data");
        Assert.Equal(before, SameResults.Files(folder["out"]));

        Shard("1/2", "other").Exits(0);
        EngineProgram.Run("merge", folder["out"], folder["other"], "--out", folder["merged"]).Exits(2)
            .Says("of other data", "Merge the folders of one data set only");
        Assert.False(Directory.Exists(folder["merged"]));

        // Manifests of earlier versions do not say what the data were; the rows do.
        foreach (var part in new[] { "out", "other" })
            RemoveData(folder[$"{part}/manifest.json"]);
        Run("--out", folder["out"], "--resume").Exits(2).Says("of other data");
        EngineProgram.Run("merge", folder["out"], folder["other"], "--out", folder["merged"]).Exits(2).Says("of other data");

        void Exchange() => File.WriteAllBytes(images, [.. first[..^1], (byte)(first[^1] ^ 1)]);
        EngineResult Run(params string[] options) => EngineProgram.Run(["run", spec, "--quiet", .. options]);
        EngineResult Shard(string shard, string output) => Run("--out", folder[output], "--shard", shard);
    }

    [Fact]
    public void A_run_of_other_data_in_a_folder_is_named_and_done_again()
    {
        using var folder = new TemporaryFolder();
        var (spec, images) = (folder.Write("spec.yaml", Spec), Path.Combine(IdxFolder.Write(folder["data"]), IdxFolder.Images));
        Run("right").Exits(0);
        var first = File.ReadAllBytes(images);
        File.WriteAllBytes(images, [.. first[..^1], (byte)(first[^1] ^ 1)]);
        Run("out").Exits(0);
        File.WriteAllBytes(images, first);
        File.Copy(folder["right/manifest.json"], folder["out/manifest.json"], overwrite: true);

        var status = EngineProgram.Run("status", folder["out"], "--verify").Exits(1).Output;
        Assert.Contains("0 done, 0 failed, 2 missing", status, StringComparison.Ordinal);
        Assert.Contains("it was done on other data: idx: data: SHA-256", status, StringComparison.Ordinal);
        EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Says("other data");
        Run("out", "--resume").Exits(0);
        SameResults.AssertSame(folder["right"], folder["out"]);

        EngineResult Run(string output, params string[] options) =>
            EngineProgram.Run(["run", spec, "--quiet", "--out", folder[output], .. options]);
    }

    private static void RemoveData(string manifest)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        Assert.True(json.Remove("data"));
        File.WriteAllText(manifest, json.ToJsonString());
    }
}
