using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Storage;

/// <summary>Stored tables become curves again.</summary>
public sealed class StoredTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    /// <summary>A layer of 12, one of 8, and both; each has its measures' orders both ways and 3 random ones.</summary>
    private static readonly int[] Widths = [12, 8, 20];

    private ResultFolder Folder => new(sweep.Path);

    [Fact]
    public void Every_curve_is_there_with_all_its_steps()
    {
        var stored = StoredCurves.Read(Folder, sweep.Runs[0]);
        // Three quantized measures under two quantizers, class selectivity under none, each both ways.
        const int Orders = (3 * 2 * 2) + 2 + 3;
        Assert.Equal(3 * Orders, stored.Curves.Length);
        Assert.Equal(Widths, stored.Curves.Select(ranked => ranked.Curve.Scope)
            .Distinct().Select(scope => stored.Curves.First(ranked => ranked.Curve.Scope == scope).Curve.Width));
        Assert.All(stored.Curves, ranked => Assert.Equal(ranked.Curve.Width, ranked.Curve.Removed.Distinct().Count()));
        Assert.Equal(
            [0, 1, 2], stored.Curves.Where(ranked => ranked.Curve is { Direction: AblationDirection.Random, Scope.IsNetwork: true })
                .Select(ranked => ranked.Curve.Repetition));
        Assert.Equal(2, stored.Curves.Select(ranked => ranked.Quantizer).OfType<QuantizerRule>().Distinct().Count());
        var table = ResultTables.Of(sweep.Path, "ablation", sweep.Runs[0]);
        Assert.Equal(table.Values<int>("correct"), stored.Curves.SelectMany(ranked => ranked.Curve.Correct));
        Assert.Equal(table.Values<double>("loss"), stored.Curves.SelectMany(ranked => ranked.Curve.Loss));
    }

    [Fact]
    public void Inactive_neurons_are_counted_once()
    {
        var stored = StoredNeurons.Read(Folder, sweep.Runs[0]);
        var table = ResultTables.Of(sweep.Path, "neurons", sweep.Runs[0]);
        var (inactive, quantizers) = (table.Values<bool>("inactive"), table.Values<string>("quantizer"));
        Assert.Equal(inactive.Where((dead, row) => dead && quantizers[row] == "one-bit").Count(), stored.CountIn(AblationScope.Network));
        Assert.Equal(stored.CountIn(AblationScope.Network), stored.CountIn(new(1)) + stored.CountIn(new(2)));
    }

    [Fact]
    public void A_damaged_or_missing_file_is_an_error_that_names_it()
    {
        using var copy = new TemporaryFolder();
        var folder = new ResultFolder(copy.Path);
        var whole = File.ReadAllBytes(Path.Combine(sweep.Path, "ablation", sweep.Runs[0] + ".parquet"));
        Assert.Contains(
            "ablation",
            Assert.Throws<UserErrorException>(() => StoredCurves.Read(folder, sweep.Runs[0])).Message,
            StringComparison.Ordinal);
        copy.Write($"ablation/{sweep.Runs[0]}.parquet", whole[..^20]);
        Assert.Contains(
            "ablation",
            Assert.Throws<UserErrorException>(() => StoredCurves.Read(folder, sweep.Runs[0])).Message,
            StringComparison.Ordinal);
        // A sound file of another table.
        copy.Write($"ablation/{sweep.Runs[0]}.parquet", File.ReadAllBytes(Path.Combine(sweep.Path, "epochs", sweep.Runs[0] + ".parquet")));
        Assert.Contains(
            "largest_class",
            Assert.Throws<UserErrorException>(() => StoredCurves.Read(folder, sweep.Runs[0])).Message,
            StringComparison.Ordinal);
        // The row of another run.
        copy.Write($"runs/{sweep.Runs[0]}.parquet", File.ReadAllBytes(Path.Combine(sweep.Path, "runs", sweep.Runs[1] + ".parquet")));
        Assert.Equal(RunStatus.Missing, folder.StateOf(sweep.Runs[0]).Status);
    }

    [Fact]
    public void A_run_whose_row_has_been_read_is_judged_without_reading_it_again()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in SameResults.Files(sweep.Path))
            copy.Write(file, File.ReadAllBytes(Path.Combine(sweep.Path, file)));
        var (folder, run) = (new ResultFolder(copy.Path), sweep.Runs[0]);
        var row = StoredRun.Read(folder, run);
        copy.Write($"runs/{run}.parquet", "damaged since");
        Assert.Equal((RunStatus.Missing, RunStatus.Done), (folder.StateOf(run).Status, folder.StateOf(() => row).Status));
        File.Delete(copy[$"neurons/{run}.parquet"]);
        Assert.Contains("is missing", folder.StateOf(() => row).Reason, StringComparison.Ordinal);
    }
}
