using System.Collections.Immutable;
using Harness.Report.Reading;
using Harness.Runs.Storage;

namespace Harness.Report.Explaining;

/// <summary>What a neuron says on one split under one quantizer.</summary>
/// <param name="Values">By the columns of the table <c>neurons</c>; those without a value are absent. Information in bits.</param>
/// <param name="Bins">The joint histogram.</param>
public sealed record StoryMeasures(string Split, string Quantizer, ImmutableSortedDictionary<string, double> Values, ImmutableArray<StoryBin> Bins)
{
    private static readonly string[] Keys = ["run_id", "layer", "neuron", "split", "quantizer"];

    internal static StoryMeasures Of(StoredTable neurons, int row, StoredTable histograms)
    {
        var (table, cells) = (new SweepTable(neurons), new SweepTable(histograms));
        string split = table.Texts("split")[row] ?? "", quantizer = table.Texts("quantizer")[row] ?? "";
        var values = neurons.Columns.Except(Keys).Select(column => (column, value: table.Numbers(column)[row])).Where(value => !double.IsNaN(value.value));
        return new StoryMeasures(split, quantizer, values.ToImmutableSortedDictionary(value => value.column, value => value.value, StringComparer.Ordinal),
            [.. BinsOf(cells, split, quantizer, table.Integers("layer")[row], table.Integers("neuron")[row])]);
    }

    private static IEnumerable<StoryBin> BinsOf(SweepTable cells, string split, string quantizer, int layer, int neuron)
    {
        int[] layers = cells.Integers("layer"), neurons = cells.Integers("neuron"), bins = cells.Integers("bin"), classes = cells.Integers("class"), counts = cells.Integers("count");
        string?[] splits = cells.Texts("split"), quantizers = cells.Texts("quantizer");
        double[] lower = cells.Numbers("lower_edge"), upper = cells.Numbers("upper_edge");
        return Enumerable.Range(0, cells.Rows)
            .Where(row => layers[row] == layer && neurons[row] == neuron && splits[row] == split && quantizers[row] == quantizer)
            .GroupBy(row => bins[row])
            .OrderBy(bin => bin.Key)
            .Select(bin => new StoryBin(lower[bin.First()], upper[bin.First()], bin.ToImmutableSortedDictionary(row => classes[row], row => counts[row])));
    }
}
