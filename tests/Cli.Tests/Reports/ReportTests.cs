using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using Harness.Report;

namespace Cli.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportTests() =>
        EngineProgram.Run("run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", _folder["out"], "--quiet", "seeds=1").Exits(0);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_ends_by_naming_its_report()
    {
        var result = EngineProgram.Run("run", _folder["spec.yaml"], "--out", _folder["other"], "--quiet", "seeds=1").Exits(0);
        Assert.StartsWith($"Report: {_folder["other/report.html"]}", result.Output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["other/report.html"]));
    }

    [Fact]
    public void Of_several_processes_the_last_one_writes_it()
    {
        string[] run = ["run", _folder["spec.yaml"], "--out", _folder["parts"], "--quiet", "seeds=2"];
        Assert.Contains(
            "when the other parts are done", EngineProgram.Run([.. run, "--shard", "0/2"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["parts/report.html"]));
        Assert.Contains(
            _folder["parts/report.html"], EngineProgram.Run([.. run, "--shard", "1/2"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["parts/report.html"]));
    }

    [Fact]
    public void It_is_made_again_with_the_same_bytes()
    {
        var first = File.ReadAllBytes(_folder["out/report.html"]);
        var result = EngineProgram.Run("report", _folder["out"]).Exits(0);
        Assert.Equal(_folder["out/report.html"], result.Output.Trim());
        Assert.Equal(first, File.ReadAllBytes(_folder["out/report.html"]));
    }

    [Fact]
    public void What_it_lacks_is_said_and_is_no_failure()
    {
        Directory.Delete(_folder["out/ablation"], recursive: true);
        EngineProgram.Run("report", _folder["out"], "--out", _folder["page.html"]).Exits(0).Says("note: ablation is missing");
        var told = JsonDocument.Parse(EngineProgram.Run("report", _folder["out"], "--json").Exits(0).Output).RootElement;
        Assert.Equal("ablation", told.GetProperty("notices")[0].GetProperty("about").GetString());
        // The run is not whole, and so not done.
        Assert.Equal(0, told.GetProperty("runs").GetInt32());
        Assert.True(File.Exists(_folder["page.html"]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_usage_error() =>
        EngineProgram.Run("report", _folder["nowhere"]).Exits(2).Says("there is no such folder");

    [Fact]
    public void Figures_for_a_paper_are_pictures()
    {
        Witness.Require(File.Exists("/usr/bin/chromium"), "/usr/bin/chromium");
        Witness.Require(Reporter.HasCharts, "the bundle of charts, which ./build.sh makes where there is npm,");
        EngineProgram.Run("report", _folder["out"], "--png", _folder["figures"]).Exits(0);
        var files = Directory.GetFiles(_folder["figures"]);
        Assert.Contains("curves-layer-1.png", files.Select(Path.GetFileName));
        Assert.Contains("curves-network.svg", files.Select(Path.GetFileName));
        Assert.DoesNotContain("drops-pooled.png", files.Select(Path.GetFileName));
        // Its title, and a reading on the curve.
        var network = File.ReadAllText(_folder["figures/curves-network.svg"]);
        Assert.Contains("Accuracy under ablation: whole network", network, StringComparison.Ordinal);
        Assert.Contains(" suffice", network, StringComparison.Ordinal);
        Assert.All(
            files.Where(file => file.EndsWith(".png", StringComparison.Ordinal)),
            file => Assert.Equal([0x89, .. "PNG"u8], File.ReadAllBytes(file)[..4]));
        Assert.All(
            files.Where(file => file.EndsWith(".svg", StringComparison.Ordinal)),
            file => Assert.StartsWith("<svg", File.ReadAllText(file), StringComparison.Ordinal));
        // Of a figure's name, and none.
        var mine = _folder.Write("figures/curves-network.svg", "<svg/>");
        EngineProgram.Run("report", _folder["out"], "--png", _folder["figures"]).Exits(2)
            .Says($"{mine} is a file that is no figure of a report");
        Assert.Equal("<svg/>", File.ReadAllText(mine));
    }

    [Fact]
    public void Figures_and_configurations_are_chosen_by_name()
    {
        Witness.Require(File.Exists("/usr/bin/chromium"), "/usr/bin/chromium");
        Witness.Require(Reporter.HasCharts, "the bundle of charts, which ./build.sh makes where there is npm,");
        EngineProgram.Run(
            "run", _folder["spec.yaml"], "--out", _folder["swept"], "--quiet", "seeds=2", "sweep={training.l2: [0, 1e-4]}",
            "pairs.scopes=[layers]", "pairs.whole=true").Exits(0);
        string[] report = ["report", _folder["swept"], "--png", _folder["chosen"]];
        string[] figures = ["--figure", "curves-network", "--figure", "pairs", "--figure", "training"];
        EngineProgram.Run([.. report, .. figures, "--config", "l2=1e-4", "--config", "seed=1"]).Exits(0);
        Assert.Equal(
            [
                "curves-network_l2-1e-4-dropout-0.1_seed-1.svg",
                "pairs-redundancy-layer-1_l2-1e-4-dropout-0.1_seed-1.svg",
                "pairs-redundancy-layer-2_l2-1e-4-dropout-0.1_seed-1.svg",
                "training-accuracy_l2-1e-4-dropout-0.1_seed-1.svg",
                "training-loss_l2-1e-4-dropout-0.1_seed-1.svg",
            ],
            Directory.GetFiles(_folder["chosen"], "*.svg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var map = File.ReadAllText(_folder["chosen/pairs-redundancy-layer-1_l2-1e-4-dropout-0.1_seed-1.svg"]);
        Assert.Contains("Pairs of neurons: redundancy in layer 1", map, StringComparison.Ordinal);
        Assert.Contains("<image", map, StringComparison.Ordinal);
        EngineProgram.Run([.. report, "--figure", "bitmap", "--format", "bmp"]).Exits(2).Says("--format bmp is none of png, svg, pdf");
        EngineProgram.Run([.. report, "--figure", "curve"]).Exits(2)
            .Says("--figure curve: this report has no such figure", "curves-network");
    }

    [Fact]
    public void A_figure_may_be_a_PDF_of_its_size_and_is_replaced_by_another()
    {
        Witness.Require(File.Exists("/usr/bin/chromium"), "/usr/bin/chromium");
        Witness.Require(Reporter.HasCharts, "the bundle of charts, which ./build.sh makes where there is npm,");
        string[] report =
            ["report", _folder["out"], "--png", _folder["pdf"], "--figure", "curves-network", "--format", "svg", "--format", "pdf"];
        EngineProgram.Run(report).Exits(0);
        EngineProgram.Run(report).Exits(0);
        Assert.Equal(
            ["curves-network.pdf", "curves-network.svg"],
            Directory.GetFiles(_folder["pdf"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var pdf = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["pdf/curves-network.pdf"]));
        // 760 pixels of 1/96 inch are 570 points of 1/72; one page.
        Assert.Matches(@"/MediaBox \[0 0 570 \d", pdf);
        Assert.Contains("/Count 1", pdf, StringComparison.Ordinal);
        var mine = _folder.Write("pdf/curves-network.pdf", "%PDF-1.4\n%mine\n");
        EngineProgram.Run(report).Exits(2).Says($"{mine} is a file that is no figure of a report");
        Assert.Equal("%PDF-1.4\n%mine\n", File.ReadAllText(mine));
    }

    [Fact]
    public void A_choice_of_figures_needs_a_folder() => EngineProgram.Run("report", _folder["out"], "--figure", "curves").Exits(2)
        .Says("--figure, --config and --format choose what --png writes; add --png FOLDER");

    [Fact]
    public void Several_folders_are_compared_and_have_one_report()
    {
        EngineProgram.Run("run", _folder["spec.yaml"], "--out", _folder["second"], "--quiet", "seeds=1", "training.l2=0.01").Exits(0);
        var result = EngineProgram.Run("report", _folder["out"], _folder["second"], "--out", _folder["both.html"]).Exits(0)
            .Says($"report: {_folder["both.html"]}");
        Assert.Contains("L2 0.01", result.Output, StringComparison.Ordinal);
        Assert.Contains("<title>out, second", File.ReadAllText(_folder["both.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_browser_the_reason_is_given()
    {
        Witness.Require(Reporter.HasCharts, "the bundle of charts, which ./build.sh makes where there is npm,");
        var nowhere = new Dictionary<string, string> { ["ENGINE_BROWSER"] = _folder["no-browser"] };
        EngineProgram.Run(nowhere, "report", _folder["out"], "--png", _folder["figures"]).Exits(1)
            .Says("no-browser does not start", "ENGINE_BROWSER");
    }
}
