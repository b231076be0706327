using System.IO.Compression;
using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Reports;

/// <summary>Several folders side by side.</summary>
public class CompareTests
{
    private static readonly string[] Settings =
        ["training.epochs=1", "ablation.random=2", "measures.permutations=0", "insights.permutations=100", "--quiet"];

    [Fact]
    public void Readings_are_those_of_the_folders_and_one_report_has_the_curves_of_all()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "relu", "seeds=2");
        Run(folder, "tanh", "seeds=1", "network.activation=tanh", "name=other");
        var said = EngineProgram.Run("compare", folder["relu"], folder["tanh"], "--out", folder["both.html"]).Exits(0);
        Assert.Contains("small: digits 14-9 relu", said.Output, StringComparison.Ordinal);
        Assert.Contains("other: digits 14-9 tanh", said.Output, StringComparison.Ordinal);
        Assert.Contains("A point of one seed has no interval", said.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", said.Error, StringComparison.Ordinal);
        var page = File.ReadAllText(folder["both.html"]);
        Assert.Contains("relu, tanh", page, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(folder["relu/runs"]).Concat(Directory.GetFiles(folder["tanh/runs"])), run =>
            Assert.Contains(Path.GetFileNameWithoutExtension(run), page + Index(page), StringComparison.Ordinal));
    }

    [Fact]
    public void As_JSON_each_run_has_what_engine_run_says_of_it()
    {
        using var folder = new TemporaryFolder();
        var one = Run(folder, "one", "seeds=1");
        Run(folder, "two", "seeds=1", "training.l2=0");
        var found = JsonDocument.Parse(EngineProgram.Run("compare", folder["one"], folder["two"], "--json").Exits(0).Output).RootElement;
        Assert.Equal(2, found.GetArrayLength());
        Assert.Equal("one", found[0].GetProperty("folder").GetString());
        Assert.Equal(one.GetProperty("runs")[0].GetRawText(), Compact(found[0].GetProperty("run")), Compare);
    }

    [Fact]
    public void A_run_that_two_folders_have_is_told_and_one_of_other_data_is_refused()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "one", "seeds=1");
        Run(folder, "again", "seeds=2");
        EngineProgram.Run("compare", folder["one"], folder["again"], "--out", folder["both.html"]).Exits(0)
            .Says("in several of the folders: 1 run, e.g.");
    }

    [Fact]
    public void What_is_no_folder_of_results_is_named()
    {
        using var folder = new TemporaryFolder();
        Run(folder, "one", "seeds=1");
        EngineProgram.Run("compare", folder["one"], folder["none"]).Exits(2).Says("none: there is no such folder");
        EngineProgram.Run("compare", folder["one"], folder["one"]).Exits(2).Says("named twice");
        Directory.CreateDirectory(folder["empty"]);
        EngineProgram.Run("compare", folder["one"], folder["empty"]).Exits(2).Says("empty holds no run");
        folder.Write("mine.html", "<p>mine");
        EngineProgram.Run("compare", folder["one"], "--out", folder["mine.html"]).Exits(2).Says("mine.html");
        Assert.Equal("<p>mine", File.ReadAllText(folder["mine.html"]));
    }

    private static JsonElement Run(TemporaryFolder folder, string name, params string[] settings) => JsonDocument.Parse(
        EngineProgram.Run(["run", folder.Write("spec.yaml", SpecTexts.Digits), .. Settings, .. settings, "--out", folder[name], "--json"])
            .Exits(0).Output).RootElement;

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    /// <summary>Blanks are no part of JSON.</summary>
    private static bool Compare(string one, string other) => Compact(JsonDocument.Parse(one).RootElement) == other;

    /// <summary>The page's list of runs, which is packed.</summary>
    private static string Index(string page)
    {
        const string Start = "id=\"data-index\">";
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var packed = Convert.FromBase64String(page[from..page.IndexOf('<', from)].Trim());
        using var content = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return new StreamReader(content).ReadToEnd();
    }
}
