using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Points written out: <c>list: [{training.l2: 0, training.dropout: 0.5}, {training.l2: 1e-3, training.dropout: 0}]</c>. Each sets the same keys.</summary>
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
            scope.Errors.Add(list.Items[i].Where, $"sweep.list: this point sets {string.Join(", ", found)}, the first one {string.Join(", ", keys)}; all must set the same keys");
            return null;
        }
        return new SweepAxis(keys, [.. steps.Select(step => new SweepStep([.. keys.Select(key => step!.Assignments.First(assignment => assignment.Key.Path == key))]))]);
    }

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
