using System.Collections.Immutable;
using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;

namespace Harness.Runs.Storage;

/// <summary>Turns the rows of <c>ablation</c> into curves: each begins at its step 0.</summary>
internal sealed class CurveRows(StoredTable table)
{
    private const string NetworkScope = "network", LayerScope = "layer-";

    private readonly string?[] _scopes = table.Texts("scope"), _orders = table.Texts("order"), _quantizers = table.Texts("quantizer");
    private readonly string?[] _splits = table.Texts("measure_split"), _directions = table.Texts("direction");
    private readonly int[] _repetitions = table.Int32s("repetition"), _steps = table.Int32s("step");
    private readonly int[] _layers = table.Int32s("layer"), _neurons = table.Int32s("neuron");
    private readonly int[] _correct = table.Int32s("correct"), _totals = table.Int32s("total"), _nearTies = table.Int32s("near_ties");
    private readonly double[] _loss = table.Float64s("loss");

    /// <exception cref="UserErrorException">Rows are missing or contradict each other.</exception>
    public ImmutableArray<RankedCurve> Curves()
    {
        var curves = ImmutableArray.CreateBuilder<RankedCurve>();
        for (var first = 0; first < table.Rows;)
        {
            var next = first + 1;
            while (next < table.Rows && _steps[next] == next - first)
                next++;
            curves.Add(Curve(first, next - first));
            first = next;
        }
        return curves.ToImmutable();
    }

    private RankedCurve Curve(int first, int steps)
    {
        if (_steps[first] != 0)
            throw table.Damaged($"row {first}: a curve begins with step {_steps[first]}");
        var quantizer = Known(
            first, "quantizer", _quantizers[first], text => QuantizerRule.TryParse(text, out var rule) ? rule : (QuantizerRule?)null);
        var split = Known(first, "measure_split", _splits[first], text => SplitNames.TryParse(text, out var found) ? found : (Split?)null);
        try
        {
            return new RankedCurve(
                new AblationCurve(
                    Scope(first),
                    _orders[first] ?? throw table.Damaged($"row {first}: the order is null"),
                    Direction(first),
                    _repetitions[first],
                    [.. Enumerable.Range(first + 1, steps - 1).Select(row => new NeuronId(_layers[row], _neurons[row]))],
                    _correct[first..(first + steps)],
                    _loss[first..(first + steps)],
                    _nearTies[first..(first + steps)],
                    _totals[first]),
                quantizer,
                split);
        }
        catch (ArgumentException cause)
        {
            throw table.Damaged($"row {first}: {cause.Message}", cause);
        }
    }

    private AblationScope Scope(int row)
    {
        if (_scopes[row] == NetworkScope)
            return AblationScope.Network;
        return _scopes[row] is { } name && name.StartsWith(LayerScope, StringComparison.Ordinal)
            && int.TryParse(name[LayerScope.Length..], out var layer) && layer > 0
            ? new AblationScope(layer)
            : throw table.Damaged($"row {row}: there is no scope {_scopes[row] ?? "null"}");
    }

    private AblationDirection Direction(int row) =>
        Known(row, "direction", _directions[row],
            text => Enum.GetValues<AblationDirection>().Cast<AblationDirection?>().FirstOrDefault(known => known!.Value.NameOf() == text))
        ?? throw table.Damaged($"row {row}: the direction is null");

    /// <summary>Null for null, an error for a name that is not known.</summary>
    private T? Known<T>(int row, string column, string? text, Func<string, T?> parse)
        where T : struct =>
        text is null ? null : parse(text) ?? throw table.Damaged($"row {row}: {column} is {text}");
}
