using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Harness.Specs.Keys;

namespace Harness.Runs.Tables;

/// <summary>
/// The keys of a run's spec as columns, <c>training.beta</c> as <c>training_beta</c>: each is there to select and to group by, whether it
/// was swept or not. The section stands before the name, so that none is called as a column of another meaning, or as what pandas and SQL
/// have words for.
/// </summary>
public static class SpecColumns
{
    /// <param name="spec">The resolved spec of a row, JSON.</param>
    /// <param name="taken">Columns that the table has by such a name already.</param>
    internal static IEnumerable<ColumnBinding<TRow>> Of<TRow>(Func<TRow, string> spec, params string[] taken) =>
        SpecKeys.Run.Where(key => key.Section.Length > 0 && !taken.Contains(NameOf(key))).Select(key => Of(key, spec));

    /// <summary><c>training_beta</c> of <c>training.beta</c>.</summary>
    public static string NameOf(RunKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Path.Replace('.', '_');
    }

    private static ColumnBinding<TRow> Of<TRow>(RunKey key, Func<TRow, string> spec)
    {
        var (name, meaning) = (NameOf(key), $"the spec's {key.Path}; null where the resolved spec does not have it");
        return key.Kind switch
        {
            SpecValueKind.Number => Columns<TRow>.Float64OrNull(
                name, meaning, row => Cell(row) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null),
            SpecValueKind.Whole => Columns<TRow>.Int32OrNull(
                name, meaning,
                row => Cell(row) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null),
            SpecValueKind.Flag => Columns<TRow>.BooleanOrNull(
                name, meaning,
                row => Cell(row) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null),
            _ => Columns<TRow>.TextOrNull(name, meaning, row => SpecCells.Of(spec(row)).Text(key)),
        };

        JsonElement? Cell(TRow row) => SpecCells.Of(spec(row)).Find(key);
    }
}

/// <summary>The values that a resolved spec gives its keys.</summary>
public sealed class SpecCells
{
    /// <summary>By the text itself: all rows of a point hold one and the same.</summary>
    private static readonly ConditionalWeakTable<string, SpecCells> Known = [];

    private readonly ImmutableDictionary<string, JsonElement> _values;

    private SpecCells(ImmutableDictionary<string, JsonElement> values) => _values = values;

    /// <param name="spec">JSON; a text that is none has no values.</param>
    public static SpecCells Of(string spec) => Known.GetValue(spec, Read);

    private static SpecCells Read(string spec)
    {
        try
        {
            using var document = JsonDocument.Parse(spec);
            return new SpecCells(SpecKeys.Run.Select(key => (key.Path, Value: Find(document.RootElement, key)))
                .Where(cell => cell.Value is not null).ToImmutableDictionary(cell => cell.Path, cell => cell.Value!.Value.Clone()));
        }
        catch (JsonException)
        {
            return new SpecCells(ImmutableDictionary<string, JsonElement>.Empty);
        }
    }

    /// <summary>Null for a key that the spec does not have, since it means nothing for the run.</summary>
    public JsonElement? Find(RunKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _values.TryGetValue(key.Path, out var value) ? value : null;
    }

    /// <summary>As the spec would write it, lists as JSON; null as in <see cref="Find(RunKey)"/>.</summary>
    public string? Text(RunKey key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    /// <summary>The keys that an experiment sweeps; an axis may vary several together.</summary>
    /// <param name="experiment">The whole spec, as the manifest has it, JSON.</param>
    public static IReadOnlySet<string> SweptBy(string experiment)
    {
        using var document = JsonDocument.Parse(experiment);
        return document.RootElement.TryGetProperty("sweep", out var sweep) && sweep.ValueKind == JsonValueKind.Object
            ? sweep.EnumerateObject().SelectMany(axis => axis.Name.Split(',')).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);
    }

    private static JsonElement? Find(JsonElement spec, RunKey key)
    {
        var place = spec;
        foreach (var name in key.Path.Split('.'))
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(name, out place))
                return null;
        return place.ValueKind == JsonValueKind.Null ? null : place;
    }
}
