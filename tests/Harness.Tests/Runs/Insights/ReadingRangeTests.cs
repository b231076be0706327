using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Ablation;
using Engine.Measures;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Insights;

/// <summary>Every reading that a run has lies in the range that the method page gives it.</summary>
public sealed partial class ReadingRangeTests
{
    private const int Neurons = 17, Randoms = 6;

    private const string Spec = """
        name: ranges
        dataset: digits
        network: {hidden: [10, 7]}
        training: {epochs: 2, batch_size: 64}
        measures: {permutations: 0, quantizer: [one-bit, uniform-3]}
        ablation: {orders: [mutual-information], random: 6}
        """;

    [Fact]
    public void A_reading_has_the_range_that_the_method_page_says()
    {
        var documented = Documented();
        using var sweep = new WatchedSweep(Spec);
        var table = sweep.Table("insights");
        var names = table.Values<string>("name").Append(Reversal.DecidedName).Distinct().ToArray();
        Assert.Contains("sufficient_2", names);
        Assert.Equal(documented.Keys.Order(), names.Select(WithoutTolerance).Distinct().Order());
        Assert.All(names, name => Assert.Equal(documented[WithoutTolerance(name)], ReadingOverSeeds.Range(name, Neurons, Randoms)));
        for (var row = 0; row < table.Rows; row++)
        {
            var range = documented[WithoutTolerance(table.Values<string>("name")[row])];
            if (table["value"].IsPresent(row) && table.Values<double>("value")[row] is var value and not Destroying.Never)
                Assert.InRange(value, range.Least, range.Most);
        }
    }

    /// <summary>The names in the table of readings, those of shares and of inactive neurons written out, with their ranges.</summary>
    private static Dictionary<string, ValueRange> Documented()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "harness", "docs", "method.md"));
        var rows = page.SkipWhile(line => line != "| reading | range | meaning |").Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')).ToArray();
        Assert.NotEmpty(rows);
        return rows.SelectMany(row => Names(row[1]).Select(name => (name, Range(row[2].Trim())))).ToDictionary();
    }

    private static IEnumerable<string> Names(string cell)
    {
        var names = Code().Matches(cell).Select(name => name.Groups["name"].Value).ToArray();
        if (cell.Contains('…', StringComparison.Ordinal))
            return names.Where(name => name.EndsWith("_10", StringComparison.Ordinal)).SelectMany(first =>
                SharesVsRandom.Percents.Select(percent => $"{first[..^"10".Length]}{percent}"));
        return names[0].StartsWith("simpson_", StringComparison.Ordinal)
            ? names.SelectMany(name => new[]
            {
                name, name.EndsWith("_p", StringComparison.Ordinal) ? $"{name[..^"_p".Length]}_all_p" : $"{name}_all",
            })
            : names;
    }

    private static ValueRange Range(string text)
    {
        var ends = text.Split(" to ");
        return text switch
        {
            "any" => ValueRange.Any,
            "0 or more" => new(0, double.PositiveInfinity),
            "0 or less" => new(double.NegativeInfinity, 0),
            _ => new(double.Parse(ends[0], CultureInfo.InvariantCulture), ends[1] switch
            {
                "n" => Neurons,
                "R + 1" => Randoms + 1,
                var number => double.Parse(number, CultureInfo.InvariantCulture),
            }),
        };
    }

    private static string WithoutTolerance(string name) =>
        name.Contains("vs_random", StringComparison.Ordinal) ? name : Tolerance().Replace(name, "");

    [GeneratedRegex("`(?<name>[a-z_0-9]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("_[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Tolerance();
}
