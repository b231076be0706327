using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Reads <c>sweep</c>: a mapping whose entries are axes, of which the sweep is the product. An entry is a dotted key with its
/// values, or one of <c>zip</c>, <c>list</c>
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
        var known = SpecKeys.All.Any(key => key.Path == path);
        scope.Errors.Add(node.Where, () => known ? $"{path} cannot be swept" : $"sweep axis: {UnknownKey.Message(path)}");
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

/// <summary>Keys that go through their values in lockstep: <c>zip: {network.hidden: [[30], [100]], training.epochs: [10, 20]}</c> has two
/// steps.</summary>
internal static class ZipAxis
{
    /// <summary>Null when it has no valid step; all mistakes are reported.</summary>
    public static SweepAxis? Read(MapEntry entry, ReadScope scope)
    {
        if (entry.Value is not MapNode { Entries: [_, ..] } map)
        {
            scope.Fail(entry.Value, "a mapping from keys to lists of values, all of one length");
            return null;
        }
        List<(MapEntry Entry, ImmutableArray<SpecAssignment> Values)> keys = [];
        foreach (var one in map.Distinct("sweep.zip: ", scope.Errors))
            if (SweepReader.Key(one.Key, scope) is { } key
                && SweepReader.Values(key, one.Value, scope, distinct: false) is { IsEmpty: false } values)
                keys.Add((one, values));
        if (keys.Count < map.Entries.Length)
            return null;
        var steps = Count(keys[0].Entry);
        foreach (var (other, _) in keys.Where(key => Count(key.Entry) != steps))
        {
            scope.Errors.Add(
                other.Key.Where,
                $"sweep.zip: {other.Key.Text} has {Count(other)} values, {keys[0].Entry.Key.Text} has {steps}; "
                + "they go in lockstep and need as many");
            return null;
        }
        // A value that could not be read has been reported.
        if (keys.Any(key => key.Values.Length < steps))
            return null;
        var together = Enumerable.Range(0, steps).Select(step => new SweepStep([.. keys.Select(key => key.Values[step])]));
        return new SweepAxis([.. keys.Select(key => key.Entry.Key.Text)], [.. together]);
    }

    private static int Count(MapEntry entry) => ((ListNode)entry.Value).Items.Length;
}

/// <summary>Points written out: <c>list: [{training.l2: 0, training.dropout: 0.5}, {training.l2: 1e-3, training.dropout: 0}]</c>. Each sets
/// the same keys.</summary>
internal static class ListAxis
{
    /// <summary>Null when it has no valid step; all mistakes are reported.</summary>
    public static SweepAxis? Read(MapEntry entry, ReadScope scope)
    {
        if (entry.Value is not ListNode { Items: [_, ..] } list)
        {
            scope.Fail(entry.Value, "a list of mappings, each from the same keys to a value");
            return null;
        }
        var steps = list.Items.Select(item => Step(item, scope)).ToArray();
        if (steps.Any(step => step is null))
            return null;
        ImmutableArray<string> keys = [.. steps[0]!.Assignments.Select(assignment => assignment.Key.Path)];
        for (var i = 1; i < steps.Length; i++)
        {
            var found = steps[i]!.Assignments.Select(assignment => assignment.Key.Path).ToArray();
            if (found.ToHashSet().SetEquals(keys))
                continue;
            scope.Errors.Add(
                list.Items[i].Where,
                $"sweep.list: this point sets {string.Join(", ", found)}, the first one {string.Join(", ", keys)}; "
                + "all must set the same keys");
            return null;
        }
        return new SweepAxis(keys, [.. steps.Select(step => InOrder(step!, keys))]);
    }

    private static SweepStep InOrder(SweepStep step, ImmutableArray<string> keys) =>
        new([.. keys.Select(key => step.Assignments.First(assignment => assignment.Key.Path == key))]);

    private static SweepStep? Step(SpecNode node, ReadScope scope)
    {
        if (node is not MapNode { Entries: [_, ..] } map)
        {
            (scope with { What = "each point of sweep.list" }).Fail(node, "a mapping from keys to values");
            return null;
        }
        var values = ImmutableArray.CreateBuilder<SpecAssignment>();
        foreach (var entry in map.Distinct("sweep.list: ", scope.Errors))
            if (SweepReader.Key(entry.Key, scope) is { } key && key.Read(entry.Value, scope with { What = key.Path }) is { } value)
                values.Add(value);
        return values.Count == map.Entries.Length ? new SweepStep(values.ToImmutable()) : null;
    }
}
