using System.Text.Json;

namespace Harness.Tests.Report.Sections;

/// <summary>The seeds that a mean leaves out, and the names of readings, as the page has them.</summary>
public sealed class ReadingsOfSeedsTests
{
    private static readonly JsonElement Answer = Ask();

    [Fact]
    public void Seeds_that_a_mean_leaves_out_are_counted() => Assert.Equal(
        ", never in 2 of 5 seeds, undefined in 1 of 5 seeds", Answer.GetProperty("leftOut").GetString());

    [Fact]
    public void A_bracket_says_of_how_many_seeds_it_is() => Assert.Equal(
        " in 2 of 5 seeds, never in 2, undefined in 1", Answer.GetProperty("ofSeeds").GetString());

    [Fact]
    public void A_cell_of_the_table_names_the_seeds_that_its_mean_leaves_out() => Assert.Equal(
        ["12, never in 3 of 4 seeds", "12.5 (12 to 13), undefined in 1 of 3 seeds", "never", "-", "7 (6 to 8)"], Texts("cells"));

    /// <summary>5 % is the reading without a suffix, where all configurations have it.</summary>
    [Fact]
    public void The_tolerance_of_the_headline_is_not_offered_twice() => Assert.Equal(
        ["sufficient", "sufficient_2", "inactive", "inactive_5"], Texts("offered"));

    [Fact]
    public void Configurations_that_are_not_shown_are_counted_with_the_reason() => Assert.Equal(
        [
            " Not shown: 1 of 3 configurations, which are not ranked by k but by other, train (Quantizer and split).",
            " Not shown: 1 of 3 without a value of this reading.",
        ],
        Texts("lack"));

    [Fact]
    public void An_open_reversal_says_why() => Assert.Equal(
        [
            "yes", "no", "open (layer 1 has 8 neurons, 10 are needed)", "open at 10, 20 %",
            "open (5 random orders decide nothing)", "open", "not read",
        ],
        Texts("verdicts"));

    private static IEnumerable<string?> Texts(string property) =>
        Answer.GetProperty(property).EnumerateArray().Select(text => text.GetString());

    /// <summary>Of four neurons one seed needs 1, the other 3: they suffice from 3 and 1 removed on, where their curves are at 0.5 and
    /// 0.875. One seed is destroyed by 2, the other never.</summary>
    [Fact]
    public void Each_seed_has_its_own_place_on_its_own_curve() => Assert.Equal(
        """[[{"x":3,"y":0.5},{"x":1,"y":0.875}],[{"x":2,"y":0.75}]]""", Answer.GetProperty("places").GetRawText());

    [Fact]
    public void Names_are_plain_and_the_important_ones_come_first()
    {
        var groups = Answer.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(
            ["Neurons", "Against random removal", "Simpson’s paradox", "At other tolerances", "Others"],
            groups.Select(group => group.GetProperty("group").GetString()));
        string[] texts = [.. groups.SelectMany(group => group.GetProperty("options").EnumerateArray())
            .Select(option => option.GetProperty("text").GetString()!)];
        Assert.Equal(
            ["neurons that suffice (count)", "inactive neurons (count)", "area against random (share of A0 - c)",
                "against random at 10 % removed (share of A0 - c)", "within layers (p-value)",
                "neurons that suffice, tolerance 2 % (count)", "of a newer engine"],
            texts);
    }

    [Fact]
    public void A_share_of_A0_minus_c_is_explained() => Assert.Equal(
        [true, false, false, true, false, false, false],
        Answer.GetProperty("explained").EnumerateArray().Select(text => text.GetString()!.Contains("c chance", StringComparison.Ordinal)));

    private static JsonElement Ask()
    {
        object Row(int point, string name, int mean) => new { point, scope = "network", order = "o", kind = "k", name, mean };
        object Curve(int run, params double[] mean) => new { run, key = new { width = 4 }, mean };
        string[] names =
            ["vs_random_10", "inactive", "simpson_within_p", "area_vs_random", "sufficient", "of_a_newer_engine", "sufficient_2"];
        return JsonDocument.Parse(NodeScript.Run(
            "playwright-core", "readings-of-seeds.mjs",
            JsonSerializer.Serialize("never in 2 of 5 runs, which the mean leaves out; undefined in 1 of 5 runs: chance is all"),
            JsonSerializer.Serialize(new[]
            {
                Row(0, "sufficient", 1), Row(1, "sufficient", 3), Row(0, "destroying", 2), Row(1, "destroying", -1),
            }),
            JsonSerializer.Serialize(new[] { Curve(0, 1, 0.75, 0.25), Curve(1, 1, 0.75, 0.5) }),
            JsonSerializer.Serialize(names), More())).RootElement;
    }

    private static string More()
    {
        object Cell(string name, double? mean, double? low, double? high, int seeds, string detail = "") =>
            new { name, mean, low, high, seeds, detail };
        object Row(int point, string name, string kind = "k") => new { point, name, kind, order = kind.Length > 0 ? "o" : "", mean = 1 };
        object Decided(double? mean, string detail) => new { mean, detail };
        return JsonSerializer.Serialize(new
        {
            cells = new[]
            {
                Cell("destroying", 12, null, null, 1, "never in 3 of 4 runs, which the mean leaves out"),
                Cell("sufficient", 12.5, 12, 13, 2, "undefined in 1 of 3 runs: chance is all"),
                Cell("destroying", -1, null, null, 4, "never in 4 of 4 runs"),
                Cell("destroying", null, null, null, 0, "undefined in 4 of 4 runs"),
                Cell("inactive", 7, 6, 8, 4),
            },
            // Two configurations are read at 2 and 5 %; of inactive one lacks the tolerance.
            all = new[]
            {
                Row(0, "sufficient"), Row(0, "sufficient_2"), Row(0, "sufficient_5"), Row(1, "sufficient"), Row(1, "sufficient_2"),
                Row(1, "sufficient_5"), Row(2, "sufficient", "other, train"), Row(2, "sufficient_2", "other, train"),
                Row(2, "sufficient_5", "other, train"), Row(0, "inactive", ""), Row(0, "inactive_5", ""), Row(1, "inactive", ""),
            },
            chosen = new[] { new { name = "sufficient", order = "o", kind = "k" }, new { name = "inactive", order = "o", kind = "" } },
            decided = new[]
            {
                Decided(1, "yes at 10 %"), Decided(0, "no at 10 %"), Decided(null, "open: layer 1 has 8 neurons, 10 are needed"),
                Decided(null, "open at 10, 20 %; at 10 %: network 0"), Decided(null, "5 random orders decide nothing"), Decided(0.5, ""),
                null,
            },
        });
    }
}
