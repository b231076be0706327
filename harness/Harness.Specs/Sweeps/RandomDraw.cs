using System.Globalization;
using Engine.Randomness;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Sweeps;

/// <summary>What a key of a random axis draws from: <c>{uniform: [a, b]}</c>, <c>{log-uniform: [a, b]}</c>, <c>{integer: [a, b]}</c> (both included) or <c>{choice: [...]}</c>.</summary>
internal sealed class RandomDraw
{
    private const string Uniform = "uniform", LogUniform = "log-uniform", Integer = "integer", Choice = "choice";

    private readonly Func<RandomStream, SpecNode> _next;

    private RandomDraw(Func<RandomStream, SpecNode> next) => _next = next;

    private static string Expected => $"one of {{{Uniform}: [a, b]}}, {{{LogUniform}: [a, b]}}, {{{Integer}: [a, b]}}, {{{Choice}: [values]}}";

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
                    return Number(node, random => Math.Clamp(Math.Exp(Math.Log(low) + (Math.Log(high / low) * random.NextDouble())), low, high));
                case Integer when Wholes(entry.Value) is var (low, high):
                    return new RandomDraw(random => new ScalarNode(node.Where, (low + random.NextInt(high - low + 1)).ToString(CultureInfo.InvariantCulture), IsPlain: true));
            }
        }
        scope.Fail(node, $"{Expected}, a below b{(node is MapNode { Entries: [{ Key.Text: LogUniform }] } ? ", both above 0" : "")}");
        return null;
    }

    /// <summary>The value drawn, as if the spec had it.</summary>
    public SpecNode Next(RandomStream random) => _next(random);

    /// <summary>Six digits: what is drawn stays readable in names of runs.</summary>
    private static RandomDraw Number(SpecNode node, Func<RandomStream, double> draw) =>
        new(random => new ScalarNode(node.Where, draw(random).ToString("G6", CultureInfo.InvariantCulture), IsPlain: true));

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
