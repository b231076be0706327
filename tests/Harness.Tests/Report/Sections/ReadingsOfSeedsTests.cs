using System.Text.Json;

namespace Harness.Tests.Report.Sections;

/// <summary>The seeds that a mean leaves out, and the names of readings, as the page has them.</summary>
public sealed class ReadingsOfSeedsTests
{
    private static readonly JsonElement Answer = Ask();

    [Fact]
    public void Seeds_that_a_mean_leaves_out_are_counted() => Assert.Equal(
        ", never in 2 of 5 seeds, undefined in 1 of 5 seeds", Answer.GetProperty("leftOut").GetString());

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
            JsonSerializer.Serialize(names))).RootElement;
    }
}
