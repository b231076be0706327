using System.Diagnostics;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>Folders of results in which somebody changed something.</summary>
public class FolderTests
{
    private static readonly string[] Settings = ["training.epochs=1", "ablation.random=1", "seeds=2", "--quiet"];

    private static string[] Run(TemporaryFolder folder) => ["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings];

    public static TheoryData<string, string> Ids => new()
    {
        { "../../victim", "../../victim" },
        { "/tmp/victim", "/tmp/victim" },
        { ".hidden", ".hidden" },
        { "a\u001b[31mb", @"a\u001b[31mb" },
        { "", "an id is letters" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_run_id_that_leads_elsewhere_is_refused_by_every_verb_and_nothing_is_touched(string id, string shown)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"]]).Exits(0);
        Change(folder["out/manifest.json"], manifest => manifest["runs"]![0] = id);
        var before = SameResults.Files(folder[""]);
        string[][] verbs =
        [
            ["status", folder["out"]], ["merge", folder["out"], "--out", folder["merged"]],
            ["export", folder["out"], "--out", folder["exported"]], [.. Run(folder), "--out", folder["out"], "--resume"],
        ];
        foreach (var verb in verbs)
            EngineProgram.Run(verb).Exits(2).Says("manifest.json is damaged", shown);
        Assert.Equal(before, SameResults.Files(folder[""]));
    }

    [Theory]
    [InlineData("runs", "[null]")]
    [InlineData("runs", "null")]
    [InlineData("runs", "[\".best-digits-analysis-0123456789ab\"]", "an id is letters, digits, '-', '_', '.' and '=' and does not begin")]
    [InlineData("runs", "[\"a\", \"a\"]")]
    [InlineData("stacks", "[[]]")]
    [InlineData("stacks", "[null]")]
    [InlineData("stacks", "[[\"a\"], [\"a\"]]")]
    [InlineData("stacks", "[[null]]")]
    [InlineData("stacks", "[[\"another\"]]")]
    [InlineData("spec", "\"[1]\"")]
    [InlineData("spec", "\"{\"")]
    [InlineData("spec", @"""{\""name\"": \""\\ud800\""}""")]
    [InlineData("spec", @"""{\""\\udc00\"": 1}""")]
    [InlineData("name", "null")]
    public void A_manifest_that_no_sweep_writes_is_named_with_its_fault(string key, string value, string fault = "manifest.json is damaged")
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["out"]);
        var manifest = JsonNode.Parse("""
            {"name": "a", "spec": "{}", "trainer": "simd", "device": "simd", "instruction_set": "x", "checksums": "sha256",
             "started_at": "now", "runs": ["a"]}
            """)!;
        manifest[key] = JsonNode.Parse(value);
        File.WriteAllText(folder["out/manifest.json"], manifest.ToJsonString());
        EngineProgram.Run("status", folder["out"]).Exits(2).Says("manifest.json is damaged", fault);
        EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Exits(2).Says("manifest.json is damaged");
        EngineProgram.Run("report", folder["out"]).Exits(2).Says("manifest.json is damaged");
        Assert.Equal(["manifest.json"], SameResults.Files(folder["out"]));
    }

    /// <summary>A report is made of what is left, which is no success; a sweep that has only begun is none of the kind.</summary>
    [Fact]
    public void A_report_without_its_manifest_or_its_runs_is_written_and_is_no_success()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"]]).Exits(0);
        var manifest = File.ReadAllText(folder["out/manifest.json"]);
        foreach (var damaged in new[] { "{", "", "null", manifest[..^40] })
        {
            File.WriteAllText(folder["out/manifest.json"], damaged);
            File.Delete(folder["out/report.html"]);
            EngineProgram.Run("report", folder["out"]).Exits(1).Says("note: manifest.json", "error: ", "what could be read, 2 runs");
            Assert.True(File.Exists(folder["out/report.html"]));
            EngineProgram.Run("report", folder["out"], "--json").Exits(1).Says("what could be read, 2 runs");
            EngineProgram.Run("status", folder["out"]).Exits(2).Says("manifest.json");
        }
        File.WriteAllText(folder["out/manifest.json"], manifest);
        var rows = Directory.GetFiles(folder["out/runs"]);
        File.WriteAllText(rows[0], "damaged");
        EngineProgram.Run("report", folder["out"]).Exits(0).Says("note: runs has files that cannot be read");
        File.WriteAllText(rows[1], "damaged");
        EngineProgram.Run("report", folder["out"]).Exits(1).Says("what could be read, 0 runs");
        Array.ForEach(rows, File.Delete);
        EngineProgram.Run("report", folder["out"]).Exits(0);
    }

    [Theory]
    [InlineData("neurons", "empty", "is empty, or no regular file")]
    [InlineData("models", "truncated", "bytes, written were")]
    [InlineData("epochs", "link", "is a link")]
    [InlineData("insights", "pipe", "is empty, or no regular file")]
    [InlineData("models", "missing", "is missing")]
    public void A_run_with_a_file_that_is_not_whole_is_not_done_and_is_done_again(string table, string fault, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs links and pipes of Unix");
        using var folder = new TemporaryFolder();
        string[] run = Run(folder);
        EngineProgram.Run([.. run, "--out", folder["whole"]]).Exits(0);
        EngineProgram.Run([.. run, "--out", folder["out"]]).Exits(0);
        var file = Directory.GetFiles(folder[$"out/{table}"]).Order(StringComparer.Ordinal).First();
        Damage(file, fault, folder["elsewhere"]);
        var status = EngineProgram.Run("status", folder["out"]).Exits(0).Output;
        Assert.Contains("1 done, 0 failed, 1 missing", status, StringComparison.Ordinal);
        Assert.Contains($"{file} ", status, StringComparison.Ordinal);
        Assert.Contains(reason, status, StringComparison.Ordinal);
        EngineProgram.Run("merge", folder["out"], folder["whole"], "--out", folder["merged"]).Exits(0);
        Assert.Contains("2 done", EngineProgram.Run("status", folder["merged"]).Exits(0).Output, StringComparison.Ordinal);
        EngineProgram.Run([.. run, "--out", folder["out"], "--resume"]).Exits(0);
        SameResults.AssertSame(folder["whole"], folder["out"]);
    }

    [Fact]
    public void Verify_finds_a_changed_byte_that_leaves_the_size()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"]]).Exits(0);
        foreach (var table in new[] { "neurons", "models" })
        {
            var file = Directory.GetFiles(folder[$"out/{table}"]).Order(StringComparer.Ordinal).First();
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
            Assert.Contains("2 done", EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
            Assert.Contains("1 missing", EngineProgram.Run("status", folder["out"], "--verify").Exits(1).Output, StringComparison.Ordinal);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
        Assert.Contains("2 done", EngineProgram.Run("status", folder["out"], "--verify").Exits(0).Output, StringComparison.Ordinal);
    }

    /// <summary>Leavings of macOS, a sync tool and a killed process.</summary>
    [Fact]
    public void Hidden_files_are_nobodys_runs()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"]]).Exits(0);
        var report = File.ReadAllText(folder["out/report.html"]);
        foreach (var table in Directory.GetDirectories(folder["out"]))
        {
            File.WriteAllText(Path.Combine(table, "._x.parquet"), "resource fork");
            File.WriteAllText(Path.Combine(table, ".DS_Store"), "Bud1");
            File.WriteAllText(Path.Combine(table, ".unfinished-x.parquet.123"), "PAR1");
        }
        Directory.CreateDirectory(folder["out/.sync"]);
        File.WriteAllText(folder["out/.sync/x.parquet"], "another program's");
        var status = EngineProgram.Run("status", folder["out"]).Exits(0).Output;
        Assert.Contains("2 done, 0 failed, 0 missing", status, StringComparison.Ordinal);
        EngineProgram.Run("report", folder["out"]).Exits(0);
        Assert.Equal(report, File.ReadAllText(folder["out/report.html"]));
        EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Exits(0);
        EngineProgram.Run("merge", folder["out"], "--out", folder["merged"]).Exits(0);
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        Assert.Empty(Directory.GetFiles(folder["merged"], ".*", everything));
    }

    /// <summary>A sync tool's second copy, a table that somebody copied beside itself, and a pipe.</summary>
    [Fact]
    public void Files_of_others_are_named_and_left_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs pipes of Unix");
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"]]).Exits(0);
        var report = File.ReadAllText(folder["out/report.html"]);
        EngineProgram.Run("export", folder["out"], "--out", folder["before"]).Exits(0);
        foreach (var table in new[] { "runs", "neurons", "sweep_insights" })
        {
            var file = Directory.GetFiles(folder[$"out/{table}"]).Order(StringComparer.Ordinal).First();
            File.Copy(file, file.Replace(".parquet", " (1).parquet", StringComparison.Ordinal));
            File.Copy(file, file.Replace(".parquet", ".sync-conflict-20260101-AB12.parquet", StringComparison.Ordinal));
            Process.Start("mkfifo", [Path.Combine(Path.GetDirectoryName(file)!, "pipe.parquet")]).WaitForExit();
        }
        var status = EngineProgram.Run("status", folder["out"]).Exits(0).Output;
        Assert.Contains("2 done, 0 failed, 0 missing", status, StringComparison.Ordinal);
        EngineProgram.Run("report", folder["out"]).Exits(0).Says("no run's of this sweep", ".parquet; they are left out");
        Assert.Equal(report, File.ReadAllText(folder["out/report.html"]));
        EngineProgram.Run("export", folder["out"], "--out", folder["after"]).Exits(0).Says("no run's of this sweep");
        SameResults.AssertSame(folder["before"], folder["after"]);
        EngineProgram.Run("merge", folder["out"], "--out", folder["merged"]).Exits(0);
        string[] strange = [" (1)", "sync-conflict", "pipe"];
        Assert.DoesNotContain(
            SameResults.Files(folder["merged"]), file => strange.Any(part => file.Contains(part, StringComparison.Ordinal)));
    }

    /// <summary>One table is gone altogether, of another a file, and of the runs one was never done.</summary>
    [Fact]
    public void An_export_says_which_tables_are_missing_for_how_many_runs()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "seeds=3", "--out", folder["out"], "--shard", "0/3"]).Exits(0);
        EngineProgram.Run("export", folder["out"], "--out", folder["part"]).Exits(0).Says("note: 2 planned runs have no file of neurons");
        EngineProgram.Run([.. Run(folder), "seeds=3", "--out", folder["out"], "--shard", "1/3"]).Exits(0);
        Directory.Delete(folder["out/neurons"], recursive: true);
        File.Delete(Directory.GetFiles(folder["out/epochs"])[0]);
        var exported = EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Exits(0);
        exported.Says(
            "warning: 2 runs that are done have no file of neurons any more", "warning: 1 run that is done has no file of epochs",
            "note: 1 planned run has no file of histograms: it failed or is not done yet", "--resume");
        Assert.DoesNotContain("neurons", exported.Output, StringComparison.Ordinal);
        var json = JsonNode.Parse(EngineProgram.Run("export", folder["out"], "--out", folder["again"], "--json").Exits(0).Output)!;
        var neurons = json["tables"]!.AsArray().Single(table => (string?)table!["table"] == "neurons")!;
        Assert.Equal((0, 3, 2), ((int)neurons["files"]!, (int)neurons["missing"]!, (int)neurons["lost"]!));
    }

    [Fact]
    public void An_export_of_a_sweep_without_tables_is_no_success_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run([.. Run(folder), "--out", folder["out"], "--shard", "0/2"]).Exits(0);
        foreach (var table in Directory.GetDirectories(folder["out"]))
            Directory.Delete(table, recursive: true);
        EngineProgram.Run("export", folder["out"], "--out", folder["exported"]).Exits(1).Says("has no tables", "no run of it has ended");
        Assert.False(Directory.Exists(folder["exported"]));
    }

    [Fact]
    public void A_report_on_nothing_is_refused_and_not_written()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        EngineProgram.Run("report", folder["empty"]).Exits(2).Says("holds no results");
        Assert.Empty(Directory.GetFileSystemEntries(folder["empty"]));
    }

    private static void Damage(string file, string fault, string elsewhere)
    {
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        if (fault == "empty")
            File.WriteAllBytes(file, []);
        else if (fault == "truncated")
            File.WriteAllBytes(file, bytes[..^1]);
        else if (fault == "link")
        {
            File.WriteAllBytes(elsewhere, bytes);
            File.CreateSymbolicLink(file, elsewhere);
        }
        else if (fault == "pipe")
            Process.Start("mkfifo", [file]).WaitForExit();
    }

    private static void Change(string path, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }
}
