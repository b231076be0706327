using System.Text.Json.Nodes;
using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Runs are done for every verb or for none.</summary>
public sealed class WholeRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WholeRunTests() => EngineProgram.Run(
        "run", _folder.Write("spec.yaml", SpecTexts.Digits), "--out", _folder["out"], "training.epochs=1", "ablation.random=1", "seeds=2",
        "--quiet").Exits(0);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("models")]
    [InlineData("neurons")]
    public void Status_report_and_export_count_a_run_with_a_truncated_file_alike(string table)
    {
        Assert.Equal(2, Reported());
        var file = Directory.GetFiles(_folder[$"out/{table}"]).Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Contains(
            "1 done, 0 failed, 1 missing", EngineProgram.Run("status", _folder["out"]).Exits(0).Output, StringComparison.Ordinal);
        Assert.Equal(1, Reported());
        Assert.Contains(">not done yet<", File.ReadAllText(_folder["out/report.html"]), StringComparison.Ordinal);
        EngineProgram.Run("report", _folder["out"]).Exits(0).Says("a file is not whole", file, "--resume");
        var exported = EngineProgram.Run("export", _folder["out"], "--table", "epochs", "--out", _folder["exported"]).Exits(0);
        exported.Says("warning: of 1 run a file is not whole", file, "--resume");
    }

    private int Reported() =>
        (int)JsonNode.Parse(EngineProgram.Run("report", _folder["out"], "--json").Exits(0).Output)!["runs"]!;
}
