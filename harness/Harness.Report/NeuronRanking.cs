using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report;

/// <summary>All hidden neurons of a run, with what the tables say of each and a verdict on it.</summary>
/// <param name="Split">The first that was measured: its samples are those of all counts.</param>
/// <param name="Quantizer">The first that was measured with.</param>
/// <param name="Significance">The run's, up to which a q-value shows something.</param>
/// <param name="Columns">Of the table <c>neurons</c> that hold numbers, in their order.</param>
/// <param name="Orders">That rank neurons, in their order.</param>
public sealed record NeuronRanking(
    string RunId, string Dataset, string Network, string Split, string Quantizer, int Samples, double Significance,
    ImmutableArray<string> Columns, ImmutableArray<string> Orders, ImmutableArray<RankedNeuron> Neurons)
{
    private static readonly string[] Keys = ["run_id", "layer", "neuron", "split", "quantizer", "samples", StoredTable.EpochColumn];

    /// <exception cref="UsageException">The run failed, or has no hidden neurons.</exception>
    /// <exception cref="UserErrorException">A table is missing or damaged.</exception>
    public static NeuronRanking Read(ResultFolder folder, string run)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var row = StoredRun.Read(folder, run);
        if (row.Error is { } error)
            throw new UsageException($"{run} failed and has no neurons to rank: {error}");
        var table = folder.Read(NeuronsTable.Definition.Schema, run).AtTheEnd();
        if (table.Rows == 0)
            throw new UsageException($"{run} has no hidden neurons to rank");
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(at => splits[at] == splits[0] && quantizers[at] == quantizers[0])];
        var numbers = new SweepTable(table);
        var columns = table.Columns.Except(Keys).Where(name => table.Find(name) is { Values: not string[] })
            .ToImmutableArray();
        var values = columns.ToDictionary(name => name, numbers.Numbers);
        var curves = Followed(StoredCurves.Read(folder, run), splits[0], quantizers[0]);
        int[] layers = table.Int32s("layer"), neurons = table.Int32s("neuron"), samples = table.Int32s("samples");
        var judged = Judge(numbers, rows, samples[rows[0]], row.Settings.Significance);
        return new NeuronRanking(
            run, row.Dataset, row.Label.Architecture, splits[0] ?? "", quantizers[0] ?? "", samples[rows[0]], row.Settings.Significance,
            columns, [.. curves.Select(curve => curve.Order).Distinct()],
            [.. rows.Select((at, place) => new RankedNeuron(
                layers[at], neurons[at], judged?[place],
                columns.Where(name => !double.IsNaN(values[name][at]))
                    .ToImmutableSortedDictionary(name => name, name => values[name][at], StringComparer.Ordinal),
                [.. Places(curves, new NeuronId(layers[at], neurons[at]))]))]);
    }

    /// <summary>By a column, or by layer or neuron; those without a value come last, equals in the order of layer and neuron.</summary>
    public IEnumerable<RankedNeuron> By(string column, bool ascending)
    {
        var valued = Neurons.Where(neuron => neuron.Number(column) is not null);
        var sorted = ascending
            ? valued.OrderBy(neuron => neuron.Number(column))
            : valued.OrderByDescending(neuron => neuron.Number(column));
        return sorted.Concat(Neurons.Where(neuron => neuron.Number(column) is null));
    }

    /// <summary>Null where removing single neurons was not evaluated. A table of an earlier version does not say how many predictions
    /// changed: of a neuron that changes some, all might have.</summary>
    private static ImmutableArray<NeuronJudgement>? Judge(SweepTable table, int[] rows, int samples, double significance)
    {
        double[] drops = table.Numbers("single_drop"), changed = table.Numbers("single_drop_changed"),
            unchanged = table.Numbers("effectively_inactive");
        if (rows.Any(row => double.IsNaN(drops[row])))
            return null;
        return NeuronJudgement.Of(
            [.. rows.Select(row => ((int)Math.Round(drops[row] * samples), Changed(row)))], significance);

        int Changed(int row) => !double.IsNaN(changed[row]) ? (int)changed[row] : unchanged[row] > 0 ? 0 : samples;
    }

    /// <summary>Of every scope and order one curve, lowest first: that of the split and quantizer where there are several.</summary>
    private static AblationCurve[] Followed(StoredCurves stored, string? split, string? quantizer) =>
    [
        .. stored.Curves.Where(ranked => ranked.Curve.Direction == AblationDirection.Ascending)
            .GroupBy(ranked => (ranked.Curve.Scope, ranked.Curve.Order))
            .Select(same => same
                .OrderBy(ranked => ranked.MeasureSplit?.NameOf() == split ? 0 : 1)
                .ThenBy(ranked => ranked.Quantizer is not { } rule || rule.Name == quantizer ? 0 : 1)
                .First().Curve),
    ];

    private static IEnumerable<NeuronPlace> Places(AblationCurve[] curves, NeuronId id)
    {
        foreach (var curve in curves)
            if (Array.IndexOf(curve.Removed, id) + 1 is > 0 and var step)
                yield return new NeuronPlace(curve.Scope.IsNetwork ? "network" : "layer", curve.Order, step, curve.Width);
    }
}

/// <summary>One neuron among those of its run.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Neuron">From 0.</param>
/// <param name="Removal">What removing it alone does; null where that was not evaluated.</param>
/// <param name="Values">By the columns of the table <c>neurons</c>; those without a value are absent. Flags are 0 and 1.</param>
/// <param name="Places">In each order of its layer and of the network.</param>
public sealed record RankedNeuron(
    int Layer, int Neuron, NeuronJudgement? Removal, ImmutableSortedDictionary<string, double> Values, ImmutableArray<NeuronPlace> Places)
{
    /// <summary>Nothing is shown of a neuron that was not removed.</summary>
    public NeuronVerdict Verdict => Removal?.Verdict ?? NeuronVerdict.Open;

    internal double? Number(string column) => column switch
    {
        "layer" => Layer,
        "neuron" => Neuron,
        _ => Values.TryGetValue(column, out var value) ? value : null,
    };

    public NeuronPlace? Place(string scope, string order) => Places.FirstOrDefault(place => place.Scope == scope && place.Order == order);
}

/// <summary>The step of an order, lowest value first, at which a neuron is removed.</summary>
/// <param name="Scope"><c>layer</c> or <c>network</c>.</param>
/// <param name="Step">From 1; highest value first it is <paramref name="Width"/> + 1 less this.</param>
/// <param name="Width">Neurons of the scope.</param>
public sealed record NeuronPlace(string Scope, string Order, int Step, int Width);
