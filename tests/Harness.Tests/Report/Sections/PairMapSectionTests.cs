using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Report.Sections;

/// <summary>Maps of pairs beside the table that they are of.</summary>
public sealed class PairMapSectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_has_every_pair_of_its_layer()
    {
        string[] settings = ["pairs.scopes=[network]", "pairs.whole=true"];
        var (sheets, parts) = Read(new ReportLimits(), settings);
        Assert.Equal([0, 1, 2], sheets.Select(sheet => sheet.Run));
        PairLayer[] layers = [new(1, 12, 66), new(2, 8, 28)];
        Assert.All(sheets, sheet => Assert.Equal(layers, sheet.Layers.Select(layer => layer with { Map = null })));
        var maps = Assert.Single(parts).Maps;
        Assert.Equal([(0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2)], maps.Select(map => (map.Run, map.Layer)));
        var table = ResultTables.Of(_folder["out"], "pairs", new TestSweep(_folder["out"], settings).Plan[0].RunId);
        int[] first = table.Values<int>("layer_i"), second = table.Values<int>("layer_j");
        foreach (var map in maps.Where(map => map.Run == 0))
        {
            var neurons = map.Layer == 1 ? 12 : 8;
            Assert.All(map.Orders.Values, order => Assert.Equal(Enumerable.Range(0, neurons), order.Order()));
            int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => first[row] == map.Layer && second[row] == map.Layer)];
            foreach (var (column, values) in map.Values)
            {
                double[] expected = [.. rows.Select(row => table.Values<double>(column)[row])];
                Assert.Equal(expected.Max(Math.Abs), values.Most, 1e-12);
                Assert.Equal(column == "interaction", values.IsSigned);
                double Of(byte value) => values.IsSigned ? ((value / 127.0) - 1) * values.Most : value / 254.0 * values.Most;
                // Half a step of a byte.
                Assert.All(
                    expected.Zip(values.Bytes),
                    pair => Assert.Equal(pair.First, Of(pair.Second), (values.Most / (values.IsSigned ? 254 : 508)) + 1e-12));
            }
        }
    }

    [Fact]
    public void Without_every_pair_there_is_no_map_and_the_strongest_are_there()
    {
        var (sheets, parts) = Read(new ReportLimits(), "pairs.scopes=[layers]", "pairs.top=2", "seeds=1");
        Assert.Empty(Assert.Single(parts).Maps);
        var sheet = Assert.Single(sheets);
        Assert.All(sheet.Layers, layer => Assert.InRange(layer.Pairs, 0, 12));
        Assert.InRange(sheet.Strongest["redundancy"].Length, 2, 12);
        // One neuron has no pair, and a layer of one no map.
        var (few, none) = Read(new ReportLimits(), "pairs.scopes=[layers]", "pairs.whole=true", "network.hidden=[1, 3]", "seeds=1");
        Assert.Equal([2], Assert.Single(none).Maps.Select(map => map.Layer));
        Assert.Equal([0, 3], Assert.Single(few).Layers.Select(layer => layer.Pairs));
    }

    [Fact]
    public void What_is_too_much_is_left_out_and_said()
    {
        // A run's maps have 4 (66 + 28) values, and the first seed comes first.
        var (sheets, parts) = Read(new ReportLimits(PairValues: 400, PairRows: 1), "pairs.scopes=[layers]", "pairs.whole=true");
        Assert.Equal([0, 0], Assert.Single(parts).Maps.Select(map => map.Run));
        Assert.Equal([false, true, true], sheets.Select(sheet => sheet.Layers.All(layer => layer.IsLeftOut)));
        Assert.All(sheets, sheet => Assert.InRange(sheet.Strongest["synergy"].Length, 1, 6));
        Assert.Contains(_notices, text => text.StartsWith("has more pairs than are drawn", StringComparison.Ordinal));
    }

    [Fact]
    public void Copies_stand_beside_each_other_and_constant_neurons_together()
    {
        // Redundancy of 0 and 3 is all that they say; 1 and 4 say nothing, nor does 2 with another.
        var values = PairMap.Distances(5, Pairs((0, 3, 0.5)), Pairs((0, 1, 0.5), (0, 2, 0.7), (0, 3, 0.5), (0, 4, 0.5), (1, 2, 0.2),
            (2, 3, 0.7), (2, 4, 0.2), (1, 3, 0.5), (3, 4, 0.5)));
        Assert.Equal((0, 1, 0), (values[3], values[1], values[(1 * 5) + 4]));
        var order = Engine.Pairs.AverageLinkage.Order(5, values).ToList();
        Assert.Equal(1, Math.Abs(order.IndexOf(0) - order.IndexOf(3)));
        Assert.Equal(1, Math.Abs(order.IndexOf(1) - order.IndexOf(4)));
    }

    [Fact]
    public void Values_keep_their_sign_and_none_is_no_zero()
    {
        Assert.Equal([0, 127, 254, 255], PairValues.Of([0, 0.5, 1, double.NaN], isSigned: false).Bytes);
        Assert.Equal([127, 254, 64, 255], PairValues.Of([0, 2, -1, double.NaN], isSigned: true).Bytes);
        Assert.Equal([0, 0], PairValues.Of([0, 0], isSigned: false).Bytes);
        Assert.Equal([127], PairValues.Of([0], isSigned: true).Bytes);
    }

    private IEnumerable<string> _notices = [];

    private (IReadOnlyList<PairSheet> Sheets, IReadOnlyList<PairMaps> Parts) Read(ReportLimits limits, params string[] settings)
    {
        if (Directory.Exists(_folder["out"]))
            Directory.Delete(_folder["out"], recursive: true);
        var sweep = new TestSweep(_folder["out"], settings);
        sweep.Run();
        var source = new SweepSource(sweep.Folder);
        var content = (DividedContent)new PairMapSection().Read(source, ReportSweep.Read(source), limits)!;
        _notices = source.Notices.All().Select(notice => notice.Text);
        Assert.Contains("<table>", content.Plain, StringComparison.Ordinal);
        return (((PairSheets)content.Whole).Sheets, [.. content.Parts.Cast<PairMaps>()]);
    }

    /// <summary>Of five neurons; pairs that are not named have 0.</summary>
    private static double[] Pairs(params (int First, int Second, double Value)[] named) =>
    [
        .. Enumerable.Range(0, 5).SelectMany(first => Enumerable.Range(first + 1, 4 - first).Select(second => named
            .Where(pair => (pair.First, pair.Second) == (first, second)).Select(pair => pair.Value).FirstOrDefault())),
    ];
}
