using System.Globalization;
using System.Text.Json.Serialization;
using Harness.Report.Pages;
using Harness.Report.Sweeps;
using Harness.Runs.Tables;

namespace Harness.Report.Sections;

/// <summary>Pairs of neurons: a map of each layer of which the table has every pair, and the strongest pairs of each run.</summary>
internal sealed class PairMapSection : IReportSection
{
    private const string Left = "has more pairs than are drawn: of some runs there is no map here; a report of fewer runs has it.";

    private static readonly string Table = PairsTable.Definition.Schema.Name;

    public string Name => "pairs";

    public object? Read(SweepSource source, ReportSweep sweep, ReportLimits limits)
    {
        var drawn = Drawn(sweep, limits.PairValues);
        var strongest = Math.Clamp(limits.PairRows / Math.Max(1, sweep.Runs.Length * StrongestPairs.By.Count), 1, StrongestPairs.Most);
        var sheets = source.OfRuns(
            sweep.RunIds, Table, (table, run) => Sheets(table, run, Widths(sweep.Runs[run]), drawn.Contains(run), strongest));
        if (sheets.Length == 0)
            return null;
        if (sheets.Any(sheet => sheet.Layers.Any(layer => layer.IsLeftOut)))
            source.Notices.Add(Table, Left);
        return new DividedContent(
            new PairSheets(sheets),
            [.. sweep.Points.Select(point => new PairMaps([.. sheets.Where(sheet => point.Runs.Contains(sheet.Run)).SelectMany(Maps)]))])
        {
            Plain = PairPart.Of(sweep, sheets),
        };
    }

    /// <summary>Neurons of each hidden layer.</summary>
    private static int[] Widths(ReportRun run) => run.Label.Hidden.Length == 0
        ? []
        : [.. run.Label.Hidden.Split('-').Select(width => int.TryParse(width, CultureInfo.InvariantCulture, out var count) ? count : 0)];

    /// <summary>The runs of which maps are drawn: the first seed of each configuration, then the second, until there are too many values.
    /// </summary>
    private static HashSet<int> Drawn(ReportSweep sweep, int most)
    {
        var bySeed = sweep.Points.SelectMany(point => point.Runs.Select((run, seed) => (run, seed))).OrderBy(run => run.seed);
        var (drawn, values) = (new HashSet<int>(), 0L);
        foreach (var (run, _) in bySeed)
        {
            values += Widths(sweep.Runs[run]).Sum(width => PairMap.Pairs(width)) * PairMap.Quantities.Count;
            if (values > most)
                break;
            drawn.Add(run);
        }
        return drawn;
    }

    private static PairSheet[] Sheets(SweepTable table, int run, int[] widths, bool isDrawn, int strongest)
    {
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        var rows = new PairRows(table);
        return
        [
            .. Enumerable.Range(0, table.Rows).GroupBy(row => (splits[row] ?? "", quantizers[row] ?? "")).Select(group => Sheet(
                rows, run, group.Key.Item1, group.Key.Item2, [.. group], widths, isDrawn, strongest)),
        ];
    }

    private static PairSheet Sheet(
        PairRows table, int run, string split, string quantizer, int[] rows, int[] widths, bool isDrawn, int strongest)
    {
        var ofLayers = rows.Where(row => table.LayerI[row] == table.LayerJ[row]).ToLookup(row => table.LayerI[row]);
        var layers = new List<PairLayer>();
        foreach (var (layer, width) in widths.Index().Select(layer => (layer.Index + 1, layer.Item)))
        {
            int[] own = [.. ofLayers[layer]];
            var isWhole = own.Length > 0 && own.Length == PairMap.Pairs(width);
            layers.Add(new PairLayer(layer, width, own.Length)
            {
                IsLeftOut = isWhole && !isDrawn,
                Map = isWhole && isDrawn ? PairMap.Of(table, own, width) : null,
            });
        }
        return new PairSheet(run, split, quantizer, layers, StrongestPairs.Of(table, rows, strongest));
    }

    private static IEnumerable<LayerMap> Maps(PairSheet sheet) => sheet.Layers.Where(layer => layer.Map is not null)
        .Select(layer => new LayerMap(
            sheet.Run, sheet.Split, sheet.Quantizer, layer.Layer, layer.Map!.Orders, layer.Map.Values));
}

/// <summary>Known to the page before a configuration is chosen.</summary>
internal sealed record PairSheets(IReadOnlyList<PairSheet> Sheets);

/// <summary>The maps of one configuration, unpacked when it is chosen.</summary>
internal sealed record PairMaps(IReadOnlyList<LayerMap> Maps);

/// <summary>The map of one layer of a run; see <see cref="PairMap"/>.</summary>
internal sealed record LayerMap(
    int Run, string Split, string Quantizer, int Layer, IReadOnlyDictionary<string, int[]> Orders,
    IReadOnlyDictionary<string, PairValues> Values);

/// <summary>The pairs of one run on one split under one quantizer.</summary>
internal sealed record PairSheet(
    int Run, string Split, string Quantizer, IReadOnlyList<PairLayer> Layers, IReadOnlyDictionary<string, double[]> Strongest);

/// <summary>A layer, and how many of its pairs the table has.</summary>
internal sealed record PairLayer(int Layer, int Neurons, int Pairs)
{
    /// <summary>Whether the table has every pair and this file has not.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>It goes with its configuration, so that a page opens at once.</summary>
    [JsonIgnore]
    public PairMap? Map { get; init; }
}

/// <summary>Columns of the table <c>pairs</c>.</summary>
internal sealed class PairRows(SweepTable table)
{
    private readonly Dictionary<string, double[]> _numbers = [];

    public int[] LayerI { get; } = table.Integers("layer_i");

    public int[] LayerJ { get; } = table.Integers("layer_j");

    public int[] NeuronI { get; } = table.Integers("neuron_i");

    public int[] NeuronJ { get; } = table.Integers("neuron_j");

    /// <summary>NaN where there is none.</summary>
    public double[] Numbers(string column)
    {
        if (!_numbers.TryGetValue(column, out var found))
            _numbers[column] = found = table.Numbers(column);
        return found;
    }

    /// <summary>The exception for content that contradicts itself.</summary>
    public Exception Damaged(string what) => table.Damaged(what);
}
