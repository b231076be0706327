using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Reads <c>sweep</c>: a mapping from dotted keys to lists of values, each a grid axis.</summary>
internal static class SweepReader
{
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
    public static SweepAxis? Axis(MapEntry entry, ReadScope scope)
    {
        var path = entry.Key.Text;
        if (SpecKeys.Find(path) is not { CanSweep: true } key)
        {
            scope.Errors.Add(entry.Key.Where, SpecKeys.All.Any(known => known.Path == path) ? $"{path} cannot be swept" : $"sweep axis: {UnknownKey.Message(path)}");
            return null;
        }
        if (entry.Value is ListNode { Items: [_, ..] } list)
            return Steps(key, list, scope) is { IsEmpty: false } steps ? new SweepAxis([path], steps) : null;
        (scope with { What = $"sweep axis {path}" }).Fail(entry.Value, "a list of at least one value");
        return null;
    }

    private static ImmutableArray<SweepStep> Steps(RunKey key, ListNode list, ReadScope scope)
    {
        var steps = ImmutableArray.CreateBuilder<SweepStep>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in list.Items)
            if (key.Read(node, scope with { What = key.Path }) is not { } assignment)
                continue;
            else if (seen.Add(assignment.Json))
                steps.Add(new SweepStep([assignment]));
            else
                scope.Errors.Add(node.Where, $"sweep axis {key.Path} has the value {assignment.Json} twice; keep one");
        return steps.ToImmutable();
    }
}
