using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Report.Browser;

/// <summary>The maps of pairs, used as a reader would.</summary>
public sealed class PairMapTests
{
    private const int Neurons = 12;

    private const string Spec = """
        name: pairs
        dataset: digits
        network: {hidden: [12, 8]}
        training: {epochs: 3, learning_rate: 0.02, validation: 200}
        measures: {permutations: 0}
        pairs: {scopes: [layers], whole: true}
        ablation: {random: 1}
        """;

    [Fact]
    public void They_show_the_table_and_lead_to_neurons()
    {
        ReportBrowser.Require();
        using var sweep = new WatchedSweep(Spec);
        var visit = ReportBrowser.UsePairs(Reporter.Write(new ResultFolder(sweep.Path)).Path);
        Assert.Empty(visit.Problems);
        Assert.Equal(["pairs-redundancy-layer-1", "pairs-redundancy-layer-2"], visit.Ids);
        Assert.Equal(["pairs-interaction-layer-1", "pairs-interaction-layer-2"], visit.Quantity);
        var table = ResultTables.Of(sweep.Path, "pairs");
        // Under numbers as the order, the same colours where the values are as good as the same, and a mirror at the diagonal.
        var redundancy = Matrix(table, "redundancy");
        Assert.All(Enumerable.Range(0, Neurons), row => Assert.All(Enumerable.Range(0, Neurons), column => Assert.Equal(
            visit.Numbered[row][column], visit.Numbered[column][row])));
        Assert.All(Enumerable.Range(0, Neurons), place => Assert.Equal("0,0,0,0", visit.Numbered[place][place]));
        var brightness = Cells().OrderBy(cell => redundancy[cell.Row, cell.Column])
            .Select(cell => visit.Numbered[cell.Row][cell.Column].Split(',').Take(3).Sum(int.Parse)).ToArray();
        // From dark to light: each is at least as light as the one before, but for a step of the scale.
        Assert.All(brightness.Zip(brightness.Skip(1)), pair => Assert.InRange(pair.Second, pair.First - 6, int.MaxValue));
        Assert.InRange(brightness[^1], brightness[0] + 60, int.MaxValue);
        // The mouse is over column 3 and row 7.
        Assert.StartsWith("layer 1, neurons 7 and 3", visit.Tip, StringComparison.Ordinal);
        Assert.Contains("redundancy (bits): about ", visit.Tip, StringComparison.Ordinal);
        Assert.Contains("2 by 3 of 12 neurons", visit.Zoomed.Note, StringComparison.Ordinal);
        // A byte is 254 steps from 0 to the most, and with a sign 127 to each side.
        Assert.Contains("to 1/254 of its most, ", visit.Zoomed.Note, StringComparison.Ordinal);
        Assert.Contains("to 1/127 of its largest size, ", visit.Signed, StringComparison.Ordinal);
        Assert.Subset(visit.Zoomed.Texts.ToHashSet(), new HashSet<string> { "2", "3", "4", "5", "6" });
        Assert.DoesNotContain("7", visit.Zoomed.Texts);
        Assert.Equal(visit.Numbered, visit.Whole);
        // The least interaction leads the list, and the neuron is shown.
        int[] first = table.Values<int>("neuron_i"), layer = table.Values<int>("layer_i");
        var least = table.Values<double>("interaction").Index().MinBy(value => value.Item).Index;
        Assert.Equal($"layer {layer[least]}, neuron {first[least]}", visit.List[0]);
        Assert.Contains($"layer {layer[least]}, neuron {first[least]};", visit.Story, StringComparison.Ordinal);
        Assert.StartsWith("strongest pairs: ", visit.Said, StringComparison.Ordinal);
    }

    private static IEnumerable<(int Row, int Column)> Cells() =>
        Enumerable.Range(0, Neurons).SelectMany(row => Enumerable.Range(0, row).Select(column => (row, column)));

    private static double[,] Matrix(Table table, string column)
    {
        var matrix = new double[Neurons, Neurons];
        for (var row = 0; row < table.Rows; row++)
        {
            var (one, other) = (table.Values<int>("neuron_i")[row], table.Values<int>("neuron_j")[row]);
            if (table.Values<int>("layer_i")[row] == 1)
                matrix[one, other] = matrix[other, one] = table.Values<double>(column)[row];
        }
        return matrix;
    }
}
