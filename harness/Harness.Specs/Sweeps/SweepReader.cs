using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Reads <c>sweep</c>: a mapping whose entries are axes, of which the sweep is the product. An entry is a dotted key with its values, or one of <c>zip</c>, <c>list</c>
/// and <c>random</c>, which set several keys at once.</summary>
internal static class SweepReader
{
    public const string Zip = "zip", List = "list", Random = "random";

    /// <summary>Splits the mapping into axes by name; mistakes in it are reported.</summary>
    public static IEnumerable<MapEntry> Entries(SpecNode? node, ReadScope scope)
    {
        if (node is MapNode map)
            return map.Distinct("sweep axis ", scope.Errors);
        if (node is not (null or ScalarNode { IsNothing: true }))
            scope.Fail(node, "a mapping from keys to lists of values, e.g. {training.l2: [0, 1e-4]}");
        return [];
    }

    /// <summary>Reads one axis; null when it has no valid value. All mistakes are reported.</summary>
    public static SweepAxis? Axis(MapEntry entry, ReadScope scope) => entry.Key.Text switch
    {
        Zip => ZipAxis.Read(entry, scope with { What = "sweep.zip" }),
        List => ListAxis.Read(entry, scope with { What = "sweep.list" }),
        Random => RandomAxis.Read(entry, scope with { What = "sweep.random" }),
        _ => GridAxis(entry, scope),
    };

    /// <summary>The keys that an axis sets, as far as they can be told.</summary>
    public static IEnumerable<string> KeysOf(MapEntry entry) => (entry.Key.Text, entry.Value) switch
    {
        (Zip, MapNode map) => map.Entries.Select(key => key.Key.Text),
        (List, ListNode list) => list.Items.OfType<MapNode>().SelectMany(point => point.Entries).Select(key => key.Key.Text).Distinct(),
        (Random, MapNode map) => map.Entries.Select(key => key.Key.Text).Where(key => !RandomAxis.Settings.Contains(key)),
        (Zip or List or Random, _) => [],
        (var key, _) => [key],
    };

    /// <summary>The key of an axis; null, which is reported, for one that is unknown or cannot be swept.</summary>
    public static RunKey? Key(ScalarNode node, ReadScope scope)
    {
        var path = node.Text;
        if (SpecKeys.Find(path) is { CanSweep: true } key)
            return key;
        scope.Errors.Add(node.Where, SpecKeys.All.Any(known => known.Path == path) ? $"{path} cannot be swept" : $"sweep axis: {UnknownKey.Message(path)}");
        return null;
    }

    /// <summary>Reads a list of at least one value; what is not valid is reported and left out.</summary>
    /// <param name="distinct">Whether a value that occurs twice is a mistake.</param>
    public static ImmutableArray<SpecAssignment> Values(RunKey key, SpecNode node, ReadScope scope, bool distinct)
    {
        if (node is not ListNode { Items: [_, ..] } list)
        {
            (scope with { What = $"sweep axis {key.Path}" }).Fail(node, "a list of at least one value");
            return [];
        }
        var values = ImmutableArray.CreateBuilder<SpecAssignment>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
            if (key.Read(item, scope with { What = key.Path }) is not { } value)
                continue;
            else if (seen.Add(value.Json) || !distinct)
                values.Add(value);
            else
                scope.Errors.Add(item.Where, $"sweep axis {key.Path} has the value {value.Json} twice; keep one");
        return values.ToImmutable();
    }

    private static SweepAxis? GridAxis(MapEntry entry, ReadScope scope)
    {
        if (Key(entry.Key, scope) is not { } key)
            return null;
        var values = Values(key, entry.Value, scope, distinct: true);
        return values.IsEmpty ? null : new SweepAxis([key.Path], [.. values.Select(value => new SweepStep([value]))]);
    }
}
