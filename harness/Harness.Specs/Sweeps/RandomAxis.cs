using System.Collections.Immutable;
using System.Globalization;
using Engine.Randomness;
using Harness.Specs.Keys;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>Points drawn at random: <c>random: {points: 20, seed: 0, training.learning_rate: {log-uniform: [1e-4, 1e-1]}}</c>. A key's
/// value depends on seed, key and the point's number alone:
/// more points, or more keys, change none of those that were there.</summary>
internal static class RandomAxis
{
    private const string Points = "points", Seed = "seed";

    /// <summary>The entries that are not keys to draw for.</summary>
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
            scope.Errors.Add(
                entry.Key.Where,
                "sweep.random draws for no key; add one, e.g. training.learning_rate: {log-uniform: [1e-4, 1e-1]}");
        var drawn = keys.Select(key => Draw(key, (ulong)seed, count ?? 1, scope)).ToArray();
        if (count is null || drawn.Length == 0 || drawn.Any(values => values is null))
            return null;
        var steps = Enumerable.Range(0, count.Value).Select(point => new SweepStep([.. drawn.Select(values => values![point])]));
        var different = steps.DistinctBy(step => string.Join(',', step.Assignments.Select(assignment => assignment.Json)));
        return new SweepAxis([.. keys.Select(key => key.Key.Text)], [.. different]);
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
            // A value that the range allows and the key does not is reported once: at the first point that draws it.
            if (key.Read(draw.Next(random), scope with { What = key.Path }) is not { } value)
                return null;
            values[point] = value;
        }
        return values;
    }

    private static int? Setting(MapEntry[] entries, string name, WholeType type, ReadScope scope) =>
        Array.Find(entries, entry => entry.Key.Text == name) is { } given
        && type.TryRead(given.Value, scope with { What = $"sweep.random.{name}" }, out var value) ? value : null;

    /// <summary>A number for a key that its place in the spec does not change (FNV-1a, 32 bits).</summary>
    private static ulong Number(string path) => path.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}

/// <summary>The distribution of a key on a random axis: <c>{uniform: [a, b]}</c>, <c>{log-uniform: [a, b]}</c>, <c>{integer: [a, b]}</c>
/// (both included) or <c>{choice: [...]}</c>.</summary>
internal sealed class RandomDraw
{
    private const string Uniform = "uniform", LogUniform = "log-uniform", Integer = "integer", Choice = "choice";

    private readonly Func<RandomStream, SpecNode> _next;

    private RandomDraw(Func<RandomStream, SpecNode> next) => _next = next;

    private static string Expected =>
        $"one of {{{Uniform}: [a, b]}}, {{{LogUniform}: [a, b]}}, {{{Integer}: [a, b]}}, {{{Choice}: [values]}}";

    /// <summary>Null when it is none of them, which is reported.</summary>
    public static RandomDraw? Read(SpecNode node, ReadScope scope)
    {
        if (node is MapNode { Entries: [var entry] })
        {
            switch (entry.Key.Text)
            {
                case Choice when entry.Value is ListNode { Items: [_, ..] } list:
                    return new RandomDraw(random => list.Items[random.NextInt(list.Items.Length)]);
                case Uniform when Range(entry.Value) is var (low, high):
                    return Number(node, random => low + ((high - low) * random.NextDouble()));
                case LogUniform when Range(entry.Value) is var (low, high) && low > 0:
                    return Number(
                        node, random => Math.Clamp(Math.Exp(Math.Log(low) + (Math.Log(high / low) * random.NextDouble())), low, high));
                case Integer when Wholes(entry.Value) is var (low, high):
                    return new RandomDraw(random => Drawn(node, $"{low + random.NextInt(high - low + 1)}"));
            }
        }
        scope.Fail(node, $"{Expected}, a below b{(node is MapNode { Entries: [{ Key.Text: LogUniform }] } ? ", both above 0" : "")}");
        return null;
    }

    /// <summary>The value drawn, as if the spec had it.</summary>
    public SpecNode Next(RandomStream random) => _next(random);

    /// <summary>Six digits: what is drawn stays readable in names of runs.</summary>
    private static RandomDraw Number(SpecNode node, Func<RandomStream, double> draw) =>
        new(random => Drawn(node, draw(random).ToString("G6", CultureInfo.InvariantCulture)));

    private static ScalarNode Drawn(SpecNode node, string text) => new(node.Where, text, IsPlain: true);

    private static (double Low, double High)? Range(SpecNode node) =>
        node is ListNode { Items: [ScalarNode { IsPlain: true } low, ScalarNode { IsPlain: true } high] }
        && double.TryParse(low.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
        && double.TryParse(high.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var to)
        && double.IsFinite(from) && double.IsFinite(to) && from < to ? (from, to) : null;

    private static (int Low, int High)? Wholes(SpecNode node) =>
        node is ListNode { Items: [ScalarNode { IsPlain: true } low, ScalarNode { IsPlain: true } high] }
        && int.TryParse(low.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
        && int.TryParse(high.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var to)
        && from < to && (long)to - from < int.MaxValue ? (from, to) : null;
}
