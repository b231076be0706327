using System.Globalization;
using Engine;
using Harness.Report.Sweeps;

namespace Harness.Report;

/// <summary>Which figures are written, and of which configurations.</summary>
/// <param name="Names">E.g. <c>curves</c>: a figure's name, or its beginning up to a hyphen; empty for the main ones.</param>
/// <param name="Settings">E.g. <c>l2=1e-4</c>: all must hold; <c>seed=1</c> takes one seed.</param>
public sealed record FigureChoice(IReadOnlyList<string> Names, IReadOnlyList<string> Settings)
{
    internal const string Pdf = "pdf";

    /// <summary>Kinds of files, of those that <see cref="Known"/> has.</summary>
    public IReadOnlyList<string> Formats { get; init; } = ["png", "svg"];

    public static IReadOnlyList<string> Known { get; } = ["png", "svg", Pdf];

    /// <summary>The name that means every figure.</summary>
    public const string All = "all";

    private const string Seed = "seed";

    /// <summary>Configurations of which figures are written where nothing was chosen.</summary>
    public const int Most = 20;

    /// <summary>Those that say what the sweep found; the others are asked for by name.</summary>
    public static IReadOnlyList<string> Main { get; } =
        ["curves", "reversal", "overview", "information-plane", "class-probability", "hidden-layer"];

    /// <summary>Finds the configurations and the seed that the settings name.</summary>
    /// <param name="configurations">Those of the report.</param>
    /// <exception cref="UsageException">A setting is none, or names what no configuration has.</exception>
    internal FigureWish Of(IReadOnlyList<ReportedConfiguration> configurations)
    {
        var points = Enumerable.Range(0, configurations.Count).ToArray();
        string? seed = null;
        foreach (var setting in Settings)
        {
            var (key, value) = Parse(setting);
            if (key == Seed)
                seed = SeedOf(setting, value, configurations);
            else
                points = Holding(setting, key, value, configurations, points);
        }
        return new FigureWish(Names.Count > 0 ? Names : Main, Settings.Count > 0 ? points : [.. points.Take(Most)], seed);
    }

    private static (string Key, string Value) Parse(string setting)
    {
        var place = setting.IndexOf('=', StringComparison.Ordinal);
        return place > 0 && place < setting.Length - 1
            ? (setting[..place].Trim(), setting[(place + 1)..].Trim())
            : throw new UsageException($"--config {setting} is no KEY=VALUE; write it as in a spec, e.g. --config l2=1e-4");
    }

    private static string SeedOf(string setting, string value, IReadOnlyList<ReportedConfiguration> configurations)
    {
        double[] seeds = [.. configurations.SelectMany(one => one.Seeds).Distinct().Order()];
        return seeds.Select(Text).FirstOrDefault(seed => AreSame(seed, value))
            ?? throw new UsageException($"--config {setting}: no run has this seed; there are {string.Join(", ", seeds.Select(Text))}");
    }

    private static int[] Holding(
        string setting, string key, string value, IReadOnlyList<ReportedConfiguration> configurations, int[] points)
    {
        var specs = configurations.Select(one => new SpecValues(one.Spec)).ToArray();
        string[] keys = [.. specs.SelectMany(spec => spec.All.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        // A key may be given without its section.
        string[] named = [.. keys.Where(one => one == key || one.EndsWith($".{key}", StringComparison.Ordinal))];
        if (named.Length == 0)
        {
            string[] varied = [.. keys.Where(one => one != Seed && specs.Select(spec => spec.Text(one)).Distinct().Count() > 1)];
            throw new UsageException(
                $"--config {setting}: no configuration has a key {key}; "
                    + (varied.Length > 0 ? $"they differ in {string.Join(", ", varied)}" : "there is only one configuration"));
        }
        int[] found = [.. points.Where(point => named.Any(one => AreSame(specs[point].Text(one), value)))];
        var there = string.Join(", ", points.SelectMany(point => named.Select(one => specs[point].Text(one))).Distinct());
        return found.Length > 0
            ? found
            : throw new UsageException($"--config {setting}: no configuration has it; {string.Join(" and ", named)} is {there}");
    }

    /// <summary>Numbers by their value; lists also as <c>100-100</c>.</summary>
    private static bool AreSame(string one, string other) =>
        Number(one) is { } first && Number(other) is { } second ? first.Equals(second) : Plain(one) == Plain(other);

    private static double? Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Plain(string value) =>
        value.Trim('[', ']', '"').Replace(" ", "", StringComparison.Ordinal).Replace(',', '-');

    private static string Text(double seed) => seed.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A choice of figures as the page's script takes it.</summary>
/// <param name="Points">Numbers of the configurations.</param>
/// <param name="Seed">Null for all seeds together.</param>
internal sealed record FigureWish(IReadOnlyList<string> Names, IReadOnlyList<int> Points, string? Seed)
{
    /// <summary>The part of the page's address behind <c>#</c>.</summary>
    public string Fragment =>
        $"figures?names={Uri.EscapeDataString(string.Join(',', Names))}&points={string.Join(',', Points)}"
            + (Seed is null ? "" : $"&seed={Seed}");
}

/// <summary>A configuration that a report shows.</summary>
/// <param name="Label">E.g. <c>digits 100-100 relu, L2 1e-3</c>.</param>
/// <param name="Spec">The resolved spec of its first run, JSON.</param>
public sealed record ReportedConfiguration(string Label, string Spec, IReadOnlyList<double> Seeds);
