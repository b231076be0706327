using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Keys that go through their values in lockstep: <c>zip: {network.hidden: [[30], [100]], training.epochs: [10, 20]}</c> has two steps.</summary>
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
            if (SweepReader.Key(one.Key, scope) is { } key && SweepReader.Values(key, one.Value, scope, distinct: false) is { IsEmpty: false } values)
                keys.Add((one, values));
        if (keys.Count < map.Entries.Length)
            return null;
        var steps = Count(keys[0].Entry);
        foreach (var (other, _) in keys.Where(key => Count(key.Entry) != steps))
        {
            scope.Errors.Add(other.Key.Where, $"sweep.zip: {other.Key.Text} has {Count(other)} values, {keys[0].Entry.Key.Text} has {steps}; they go in lockstep and need as many");
            return null;
        }
        // A value that could not be read has been reported.
        return keys.Any(key => key.Values.Length < steps)
            ? null
            : new SweepAxis([.. keys.Select(key => key.Entry.Key.Text)], [.. Enumerable.Range(0, steps).Select(step => new SweepStep([.. keys.Select(key => key.Values[step])]))]);
    }

    private static int Count(MapEntry entry) => ((ListNode)entry.Value).Items.Length;
}
