using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Report.Browser;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Report.Folders;

/// <summary>The report of a folder in any state opens and says what is missing.</summary>
public sealed class OddFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_one()
    {
        Directory.CreateDirectory(_folder["out"]);
        var (outcome, page) = Report();
        Assert.Equal((0, 0), (outcome.Runs, outcome.Failed));
        Assert.Contains("no run has come to an end here", page, StringComparison.Ordinal);
        Assert.Contains("manifest.json", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_there_is_a_usage_error()
    {
        var error = Assert.Throws<Engine.UsageException>(() => Report());
        Assert.Contains("there is no such folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_whose_runs_all_failed()
    {
        foreach (var run in new[] { "a", "b" })
            Folder.Write(RunsTable.Definition, run, [Row(run, error: "the loss became NaN in epoch 1")]);
        var (outcome, page) = Report();
        Assert.Equal((0, 2), (outcome.Runs, outcome.Failed));
        Assert.Contains("the loss became NaN in epoch 1", page, StringComparison.Ordinal);
        Assert.DoesNotContain(outcome.Notices, notice => notice.About == "neurons");
    }

    [Theory]
    [InlineData("epochs")]
    [InlineData("neurons")]
    [InlineData("histograms")]
    [InlineData("ablation")]
    [InlineData("insights")]
    public void One_without_a_table(string table)
    {
        Finish();
        Directory.Delete(_folder[$"out/{table}"], recursive: true);
        var (outcome, page) = Report();
        // None is whole, so none is done; what there is of them is shown.
        Assert.Equal(0, outcome.Runs);
        Assert.Equal(["runs", table], outcome.Notices.Select(notice => notice.About).OrderBy(about => about != "runs"));
        Assert.Equal(3, outcome.Notices.Single(notice => notice.About == "runs").Details.Count);
        Assert.Contains($"<code>{table}</code> is missing", page, StringComparison.Ordinal);
        Assert.Contains("All runs (3)", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("epochs")]
    [InlineData("neurons")]
    [InlineData("histograms")]
    [InlineData("ablation")]
    [InlineData("insights")]
    public void One_with_a_damaged_file_among_good_ones(string table)
    {
        new TestSweep(_folder["out"]).Run();
        var file = Directory.GetFiles(_folder[$"out/{table}"]).Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        var (outcome, page) = Report();
        Assert.Equal(2, outcome.Runs);
        var notice = Assert.Single(outcome.Notices, notice => notice.About == table);
        Assert.Contains(Path.GetFileNameWithoutExtension(file), Assert.Single(notice.Details), StringComparison.Ordinal);
        Assert.Contains("cannot be read", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_a_newer_engine()
    {
        Finish();
        foreach (var file in Directory.GetFiles(_folder["out/neurons"]))
            Rewrite(file, TableSchema.Version + 1);
        var (outcome, page) = Report();
        Assert.Equal(3, outcome.Runs);
        Assert.Contains(
            $"newer engine (schema version {TableSchema.Version + 1}", Assert.Single(outcome.Notices).Text, StringComparison.Ordinal);
        Assert.Contains("id=\"data-neurons\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_with_a_damaged_manifest()
    {
        Finish();
        File.WriteAllText(_folder["out/manifest.json"], "{");
        var outcome = Report().Outcome;
        Assert.Equal(3, outcome.Runs);
        Assert.Equal("manifest.json", Assert.Single(outcome.Notices).About);
    }

    [Fact]
    public void In_a_browser_each_opens_without_a_complaint()
    {
        ReportBrowser.Require();
        Directory.CreateDirectory(_folder["out"]);
        AssertOpens("no run has come to an end here");
        Folder.Write(RunsTable.Definition, "a", [Row("a", error: "diverged")]);
        AssertOpens("manifest.json");
        Directory.Delete(_folder["out"], recursive: true);
        Finish();
        Directory.Delete(_folder["out/ablation"], recursive: true);
        AssertOpens("ablation is missing");
    }

    [Fact]
    public void Text_stays_text_whatever_it_holds()
    {
        const string name = "<script>window.injected = true</script><img src=x onerror='window.injected = true'>";
        var spec = new JsonObject { ["name"] = "</script>" + name }
            .ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Folder.Write(RunsTable.Definition, "a", [Row("a", error: name) with { Name = name }]);
        Folder.Write(
            RunsTable.Definition,
            "b",
            [Row("b", error: null) with { Name = name, Dataset = name, Activation = name, Spec = spec }]);
        var page = Report().Page;
        Assert.DoesNotContain("<script>window", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        ReportBrowser.Require();
        var visit = ReportBrowser.Open(_folder["out/report.html"]);
        Assert.False(visit.Injected);
        Assert.Empty(visit.Problems);
        Assert.Equal(name, visit.Heading);
    }

    [Theory]
    [InlineData("training.l2=0", 1)]
    [InlineData("sweep={training.l2: [0, 0.01]}", 2)]
    public void One_without_readings_over_the_seeds(string overrides, int points)
    {
        Finish(overrides);
        Assert.Empty(Report().Outcome.Notices);
        var files = Directory.GetFiles(_folder["out/sweep_insights"]);
        Assert.Equal(points, files.Length);
        File.Delete(files[0]);
        var notice = Assert.Single(Report().Outcome.Notices);
        Assert.Equal(("sweep_insights", Path.GetFileNameWithoutExtension(files[0])), (notice.About, Assert.Single(notice.Details)));
        Assert.Contains("engine run SPEC --out DIR --resume", notice.Text, StringComparison.Ordinal);
        Directory.Delete(_folder["out/sweep_insights"], recursive: true);
        Assert.Equal(points, Assert.Single(Report().Outcome.Notices).Details.Count);
        // While a run is missing nobody expects them.
        File.Delete(Directory.GetFiles(_folder["out/runs"])[0]);
        Assert.DoesNotContain(Report().Outcome.Notices, lack => lack.About == "sweep_insights");
    }

    [Fact]
    public void A_reading_without_an_interval_is_shown_alone()
    {
        Finish();
        var page = Report().Page;
        Assert.Contains("reversal, lowest first", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN to", page, StringComparison.Ordinal);
        Assert.Contains("lowest first: open: 3 random orders decide nothing, 5 are needed", page, StringComparison.Ordinal);
        var readings = ResultTables.Of(_folder["out"], "sweep_insights");
        var decided = readings.Values<string>("name").IndexOf("reversal_decided");
        Assert.False(readings["ci_low"].IsPresent(decided), "the reading has no interval");
    }

    private void Finish(params string[] overrides)
    {
        var sweep = new TestSweep(_folder["out"], overrides);
        sweep.Run();
        sweep.WriteOverSeeds();
    }

    private ResultFolder Folder => new(_folder["out"]);

    private (ReportOutcome Outcome, string Page) Report()
    {
        var outcome = Reporter.Write(Folder);
        return (outcome, File.ReadAllText(outcome.Path));
    }

    private void AssertOpens(string notice)
    {
        var visit = ReportBrowser.Open(Report().Outcome.Path);
        Assert.Empty(visit.Problems);
        Assert.Empty(visit.Requests);
        Assert.Contains(notice, Assert.Single(visit.Notices), StringComparison.Ordinal);
    }

    private static RunRow Row(string id, string? error) => new()
    {
        RunId = id,
        Name = "odd",
        Spec = """{"name":"odd","dataset":"digits"}""",
        Dataset = "digits",
        Hidden = "4",
        Activation = "relu",
        Seed = 0,
        Trainer = "simd",
        Device = "simd",
        InstructionSet = "vector256",
        Error = error,
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    private static void Rewrite(string file, int version)
    {
        var table = ResultTables.Read(file);
        using var stream = File.Create(file);
        new ParquetFormat()
            .Write(stream, table.Table, new Dictionary<string, string>(table.Metadata) { ["schema_version"] = version.ToString() });
    }
}
