using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Runs.Watching;

/// <summary>Neurons, curves and readings at epochs of the training, in the tables of the end.</summary>
public sealed class NetworkWatchTests
{
    private static readonly string[] Followed =
        ["seeds=1", "training.epochs=4", "measures.epochs=[0, 1, 4]", "ablation.epochs=[2, 4, 9]", "training.dropout=0.1",
            "training.batch_norm=true"];

    private static readonly TableSchema[] Tables =
        [NeuronsTable.Definition.Schema, HistogramsTable.Definition.Schema, AblationTable.Definition.Schema,
            InsightsTable.Definition.Schema];

    /// <summary>A network of so many epochs is the same whether its training goes on or not.</summary>
    [Fact]
    public void Rows_of_an_epoch_are_those_of_a_training_that_ends_there()
    {
        using var folder = new TemporaryFolder();
        var (sweep, run) = Run(folder["out"], Followed);
        foreach (var epoch in new[] { 2, 4 })
        {
            var (shorter, end) = Run(folder[$"{epoch}"], [.. Followed[..^4], $"training.epochs={epoch}", .. Followed[^2..]]);
            foreach (var table in Tables)
                AssertSameRows(shorter.Folder.Read(table, end), sweep.Folder.Read(table, run), epoch);
        }
    }

    [Fact]
    public void Each_table_has_its_epochs_and_the_end_first()
    {
        using var folder = new TemporaryFolder();
        var (sweep, run) = Run(folder["out"], Followed);
        // Beyond the training there is none; where curves are computed neurons are measured too.
        Assert.Equal([null, 0, 1, 2, 4], Epochs(sweep.Folder.Read(NeuronsTable.Definition.Schema, run)));
        Assert.Equal([null, 0, 1, 2, 4], Epochs(sweep.Folder.Read(HistogramsTable.Definition.Schema, run)));
        Assert.Equal([null, 2, 4], Epochs(sweep.Folder.Read(AblationTable.Definition.Schema, run)));
        Assert.Equal([null, 2, 4], Epochs(sweep.Folder.Read(InsightsTable.Definition.Schema, run)));
        Assert.False(Directory.Exists(folder["out/checkpoints"]));
        Assert.Single(Directory.GetFiles(folder["out/models"]));
    }

    [Fact]
    public void What_reads_the_end_sees_no_epoch()
    {
        using var folder = new TemporaryFolder();
        var (followed, run) = Run(folder["out"], Followed);
        var (plain, same) = Run(folder["plain"], [.. Followed[..2], .. Followed[^2..]]);
        Assert.Equal(
            StoredInsight.Read(plain.Folder, same).Select(insight => (insight.Key, insight.Value)),
            StoredInsight.Read(followed.Folder, run).Select(insight => (insight.Key, insight.Value)));
        Assert.Equal(StoredCurves.Read(plain.Folder, same).Curves.Length, StoredCurves.Read(followed.Folder, run).Curves.Length);
        Assert.Equal(StoredNeurons.Read(plain.Folder, same).Inactive, StoredNeurons.Read(followed.Folder, run).Inactive);
        Assert.Equal(File.ReadAllBytes(plain.Folder.ModelPath(same)), File.ReadAllBytes(followed.Folder.ModelPath(run)));
    }

    /// <summary>The end is then the network of the best epoch, and nothing is looked at that was not trained.</summary>
    [Fact]
    public void A_training_that_stops_early_is_followed_as_far_as_it_went()
    {
        using var folder = new TemporaryFolder();
        var (sweep, run) = Run(
            folder["out"],
            ["seeds=1", "training.epochs=200", "training.learning_rate=0.1", "training.patience=1", "measures.epochs=all",
                "ablation.epochs=log-2"]);
        var row = sweep.Folder.Read(RunsTable.Definition.Schema, run);
        var (best, last) = (row.Int32s("best_epoch")[0], row.Int32s("last_epoch")[0]);
        Assert.InRange(last, best + 1, 199);
        var neurons = sweep.Folder.Read(NeuronsTable.Definition.Schema, run);
        Assert.Equal([null, .. Enumerable.Range(0, last + 1).Select(epoch => (int?)epoch)], Epochs(neurons));
        var (end, during) = (neurons.AtTheEnd(), neurons.DuringTraining());
        var at = during.Int32s(StoredTable.EpochColumn);
        Assert.Equal(
            end.Float64s("mutual_information"), during.Float64s("mutual_information").Where((_, place) => at[place] == best));
    }

    [Fact]
    public void Models_stay_where_they_are_asked_for_and_belong_to_the_run()
    {
        using var folder = new TemporaryFolder();
        var (sweep, run) = Run(folder["out"], [.. Followed, "measures.models=true"]);
        Assert.Equal(
            new[] { ".0", ".1", ".2", ".4", "" }.Select(epoch => $"{run}{epoch}.safetensors").Order(StringComparer.Ordinal),
            Directory.GetFiles(folder["out/models"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(sweep.Folder.ModelPath(run)), File.ReadAllBytes(sweep.Folder.ModelPath(run, 4)));
        Assert.Equal(RunStatus.Done, sweep.Folder.VerifiedStateOf(run).Status);
        var model = File.ReadAllBytes(sweep.Folder.ModelPath(run, 1));
        model[^1] ^= 1;
        File.WriteAllBytes(sweep.Folder.ModelPath(run, 1), model);
        Assert.Contains("does not match the checksum", sweep.Folder.VerifiedStateOf(run).Reason, StringComparison.Ordinal);
        File.Delete(sweep.Folder.ModelPath(run, 1));
        Assert.Equal(RunStatus.Missing, sweep.Folder.StateOf(run).Status);
    }

    private static (TestSweep Sweep, string Run) Run(string output, string[] overrides)
    {
        var sweep = new TestSweep(output, overrides);
        Assert.Equal(1, sweep.Run().Done);
        return (sweep, sweep.Plan[0].RunId);
    }

    private static IEnumerable<int?> Epochs(StoredTable table)
    {
        var epochs = table.Find(StoredTable.EpochColumn)!;
        return Enumerable.Range(0, table.Rows).Select(row => epochs.IsPresent(row) ? ((int[])epochs.Values)[row] : (int?)null).Distinct();
    }

    /// <summary>All columns but the run's id and the epoch.</summary>
    private static void AssertSameRows(StoredTable end, StoredTable whole, int epoch)
    {
        var (expected, found) = (end.AtTheEnd(), whole.DuringTraining());
        var epochs = found.Int32s(StoredTable.EpochColumn);
        var rows = Enumerable.Range(0, found.Rows).Where(row => epochs[row] == epoch).ToArray();
        Assert.Equal(expected.Rows, rows.Length);
        foreach (var column in expected.Columns.Except(["run_id", StoredTable.EpochColumn]))
        {
            var (left, right) = (expected.Find(column)!, found.Find(column)!.Of(rows));
            for (var row = 0; row < rows.Length; row++)
            {
                Assert.Equal(left.IsPresent(row), right.IsPresent(row));
                Assert.Equal(left.Values.GetValue(row), right.Values.GetValue(row));
            }
        }
    }
}
