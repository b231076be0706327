using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Reports;

/// <summary>A folder that an earlier version wrote stays readable, and each verb says once that it cannot be verified.</summary>
public sealed class EarlierFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EarlierFolderTests() => EarlierFolder.CopyTo(_folder["out"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Status_knows_its_runs() =>
        Assert.Contains("2 runs planned, 2 done", Unverified(EngineProgram.Run("status", _folder["out"])), StringComparison.Ordinal);

    [Fact]
    public void Report_shows_all_of_it()
    {
        var report = JsonDocument.Parse(Unverified(EngineProgram.Run("report", _folder["out"], "--json"))).RootElement;
        Assert.Equal((2, 0), (report.GetProperty("runs").GetInt32(), report.GetProperty("failed").GetInt32()));
        Assert.Equal(0, report.GetProperty("notices").GetArrayLength());
        Assert.Contains(EarlierFolder.Run, File.ReadAllText(_folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_tells_a_neuron() =>
        Assert.Contains(
            "layer 1, neuron 5 of " + EarlierFolder.Run,
            Unverified(EngineProgram.Run("explain", _folder["out"], EarlierFolder.Run, "1", "5")),
            StringComparison.Ordinal);

    [Fact]
    public void Export_keeps_all_rows_and_gives_them_checksums()
    {
        Unverified(EngineProgram.Run("export", _folder["out"], "--out", _folder["all"]));
        // 2 runs of 3 epochs; 10 neurons each; curves of 6 neurons, step 0 to 6, come first.
        Assert.Equal(6, ResultTables.Of(_folder["all"], "epochs").Rows);
        Assert.Equal(20, ResultTables.Of(_folder["all"], "neurons").Rows);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0, 1], ResultTables.Of(_folder["all"], "ablation").Values<int>("step").Take(9));
        var runs = ResultTables.Of(_folder["all"], "runs");
        Assert.Equal([0L, 1], runs.Values<long>("seed"));
        // Of the first run's, in microseconds: 2026-11-28.
        Assert.Equal(new DateTime(2026, 11, 28), DateTime.UnixEpoch.AddMilliseconds(runs.Values<long>("started_at")[0]).Date);
    }

    [Fact]
    public void It_cannot_be_gone_on_with() => EngineProgram.Run("run", _folder.Write("spec.yaml", """
        name: earlier
        dataset: digits
        network: {hidden: [6, 4]}
        training: {epochs: 3, learning_rate: 0.01}
        seeds: 2
        measures: {permutations: 20}
        ablation: {random: 2, orders: [mutual-information, entropy]}
        """), "--out", _folder["out"], "--resume").Exits(2).Says("checksums: none, by an earlier version → sha256");

    private string Unverified(EngineResult result)
    {
        result.Exits(0);
        const string Unread = "tables without checksums, of an earlier version or another program, are read unverified";
        Assert.Single(result.Error.Split('\n'), line => line == $"warning: {_folder["out"]}: {Unread}");
        return result.Output;
    }
}
