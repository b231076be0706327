using System.Collections.Immutable;
using Engine.Randomness;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Points drawn at random: <c>random: {points: 20, seed: 0, training.learning_rate: {log-uniform: [1e-4, 1e-1]}}</c>. What a key draws depends on seed, key and the point's number alone:
/// more points, or more keys, change none of those that were there.</summary>
internal static class RandomAxis
{
    private const string Points = "points", Seed = "seed";

    /// <summary>What is no key to draw for.</summary>
    public static ImmutableArray<string> Settings { get; } = [Points, Seed];

    /// <summary>Null when it has no valid point; all mistakes are reported. Of points that are drawn twice the first stays.</summary>
    public static SweepAxis? Read(MapEntry entry, ReadScope scope)
    {
        if (entry.Value is not MapNode map)
        {
            scope.Fail(entry.Value, "a mapping with points and, for each key, what to draw from");
            return null;
        }
        var entries = map.Distinct("sweep.random: ", scope.Errors).ToArray();
        var count = Setting(entries, Points, new WholeType(1, Sweep.MaximumRuns), scope);
        var seed = Setting(entries, Seed, new WholeType(0), scope) ?? 0;
        if (!entries.Any(one => one.Key.Text == Points))
            scope.Errors.Add(entry.Key.Where, "sweep.random.points is missing; it must be a whole number from 1 up");
        MapEntry[] keys = [.. entries.Where(one => !Settings.Contains(one.Key.Text))];
        if (keys.Length == 0)
            scope.Errors.Add(entry.Key.Where, "sweep.random draws for no key; add one, e.g. training.learning_rate: {log-uniform: [1e-4, 1e-1]}");
        var drawn = keys.Select(key => Draw(key, (ulong)seed, count ?? 1, scope)).ToArray();
        if (count is null || drawn.Length == 0 || drawn.Any(values => values is null))
            return null;
        var steps = Enumerable.Range(0, count.Value).Select(point => new SweepStep([.. drawn.Select(values => values![point])]));
        return new SweepAxis([.. keys.Select(key => key.Key.Text)], [.. steps.DistinctBy(step => string.Join(',', step.Assignments.Select(assignment => assignment.Json)))]);
    }

    private static SpecAssignment[]? Draw(MapEntry entry, ulong seed, int count, ReadScope scope)
    {
        if (SweepReader.Key(entry.Key, scope) is not { } key)
            return null;
        if (RandomDraw.Read(entry.Value, scope with { What = $"sweep.random: {key.Path}" }) is not { } draw)
            return null;
        var values = new SpecAssignment[count];
        for (var point = 0; point < count; point++)
        {
            var random = new RandomStream(seed, RandomPurpose.SweepDraw, (Number(key.Path) << 32) | (uint)point);
            // What the range allows and the key does not is reported once: at the first point that draws it.
            if (key.Read(draw.Next(random), scope with { What = key.Path }) is not { } value)
                return null;
            values[point] = value;
        }
        return values;
    }

    private static int? Setting(MapEntry[] entries, string name, WholeType type, ReadScope scope) =>
        Array.Find(entries, entry => entry.Key.Text == name) is { } given && type.TryRead(given.Value, scope with { What = $"sweep.random.{name}" }, out var value) ? value : null;

    /// <summary>A number for a key that its place in the spec does not change (FNV-1a, 32 bits).</summary>
    private static ulong Number(string path) => path.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}
