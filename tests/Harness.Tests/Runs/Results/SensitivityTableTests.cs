using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Results;

/// <summary>Measures on request: fewer bins, intervals, several splits.</summary>
public sealed class SensitivityTableTests
{
    [Fact]
    public void Every_number_of_bits_from_one_histogram_agrees_with_the_quantizer_counted_by_itself()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(
            folder["out"], "seeds=1", "measures.quantizer=[uniform-2,quantile-3]", "measures.sensitivity=[uniform-4,quantile-3]",
            "measures.split=[validation,test]");
        var run = Assert.Single(sweep.Run().Ended).RunId;
        var (neurons, bins) = (ResultTables.Of(folder["out"], "neurons"), ResultTables.Of(folder["out"], "bin_sensitivity"));
        // Twenty neurons on two splits under 4 and 3 numbers of bits.
        Assert.Equal(20 * 2 * (4 + 3), bins.Rows);
        var found = Enumerable.Range(0, bins.Rows).ToDictionary(row => Key(bins, row));
        for (var row = 0; row < neurons.Rows; row++)
        {
            var same = found[Key(neurons, row)];
            foreach (var column in new[] { "entropy", "mutual_information", "mutual_information_mm", "p_chi2", "kl_selectivity" })
                Assert.Equal(neurons.Values<double>(column)[row], bins.Values<double>(column)[same], 1e-12);
            Assert.Equal(neurons.Values<int>("bins")[row], bins.Values<int>("bins")[same]);
        }
        File.Delete(Directory.GetFiles(folder["out/bin_sensitivity"]).Single());
        Assert.Equal(RunStatus.Missing, sweep.Folder.StateOf(run).Status);
    }

    [Fact]
    public void An_interval_on_request_and_without_hidden_layers_an_empty_table()
    {
        using var folder = new TemporaryFolder();
        new TestSweep(folder["out"], "seeds=1", "measures.resamples=100", "ablation.random=0").Run();
        var neurons = ResultTables.Of(folder["out"], "neurons");
        double[] low = neurons.Values<double>("ci_low"), high = neurons.Values<double>("ci_high"),
            value = neurons.Values<double>("mutual_information");
        Assert.All(Enumerable.Range(0, neurons.Rows), row => Assert.True(0 <= low[row] && low[row] <= high[row]));
        Assert.Contains(Enumerable.Range(0, neurons.Rows), row => low[row] < value[row] && value[row] < high[row]);
        using var other = new WatchedSweep(
            "name: a\ndataset: digits\nnetwork: {model: logistic}\ntraining: {epochs: 1}\nmeasures: {sensitivity: uniform-4}\nablation: "
                + "{classes: true}");
        Assert.Equal(0, other.Table("bin_sensitivity").Rows);
        Assert.Equal(RunStatus.Done, other.Folder.StateOf(other.Plan[0].RunId).Status);
    }

    private static string Key(Harness.Runs.Tables.Table table, int row) =>
        string.Join('|', new[] { "layer", "neuron", "split", "quantizer" }.Select(column => table[column].Cell(row)));
}
