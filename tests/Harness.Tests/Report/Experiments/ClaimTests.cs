using Harness.Report.Experiments;
using Harness.Runs.Execution;
using Harness.Specs.Plans;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Report.Experiments;

/// <summary>The page of results, written from known numbers.</summary>
public sealed class ClaimTests
{
    private static readonly Claim Claim =
        new("so many suffice", "suffice", "layer-3", "mutual-information", "sufficient", "ascending", 40, 40);

    [Fact]
    public void A_claim_is_reproduced_where_the_slides_number_lies_in_the_interval() => Assert.Equal(
        "reproduced in 2 of 3: L2 1e-3, 20 epochs, one-bit; L2 3e-3, 20 epochs, one-bit",
        Claim.Verdict([Reading(0.0001, 90, 80, 99), Reading(0.001, 42, 40, 45), Reading(0.003, 38, 30, 41)]));

    [Fact]
    public void Else_the_nearest_is_named_with_what_it_gave() => Assert.Equal(
        "not reproduced; nearest at L2 3e-3, 20 epochs, one-bit: 50.5 (48 to 53)",
        Claim.Verdict([Reading(0.001, 92, 84, 101), Reading(0.003, 50.5, 48, 53), Reading(0.01, double.NaN, double.NaN, double.NaN)]));

    [Fact]
    public void A_range_is_reproduced_where_the_interval_reaches_into_it()
    {
        var range = Claim with { From = 50, To = 150 };
        Assert.Equal("50 to 150", range.Slide);
        Assert.StartsWith("reproduced", range.Verdict([Reading(0.001, 45, 40, 50)]), StringComparison.Ordinal);
        Assert.StartsWith("not reproduced", range.Verdict([Reading(0.001, 45, 40, 49)]), StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_reproduces_nothing() => Assert.StartsWith(
        "not reproduced; nearest at L2 1e-3, 20 epochs, one-bit: 40", Claim.Verdict([Reading(0.001, 40, double.NaN, double.NaN)]),
        StringComparison.Ordinal);

    /// <summary>Every setting has its line, with the slide's numbers in the head; what an interval holds is in bold.</summary>
    [Fact]
    public void The_figure_shows_every_setting()
    {
        var readings = new[] { 25, 60 }.SelectMany(epochs => new[] { "one-bit", "quantile-3" }.SelectMany(bins => TalkClaims.Cifar
            .Where(claim => claim.Order is not null || bins == "one-bit")
            .SelectMany(claim => new[] { "", "_2", "_5", "_10" }.Where(end => end.Length == 0 || claim.Name == "sufficient").Select(end =>
                new PointReading(
                    $"net, {epochs} epochs", 0.003, epochs, claim.Scope, claim.Order, claim.Order is null ? null : bins, claim.Name + end,
                    claim.Direction, epochs, epochs - 1, epochs + (bins == "one-bit" ? 1 : 20), 3)))));
        var experiment = new Experiment(CifarSection.Name, "", [.. readings]);
        var page = CifarSection.Of(experiment);
        Assert.Contains("| layer 3: the highest that suffice | 40 | reproduced in 1 of 4: L2 3e-3, 25 epochs, quantile-3 |", page,
            StringComparison.Ordinal);
        Assert.Contains("layer 3: suffice (40)", page, StringComparison.Ordinal);
        Assert.Contains("| L2 3e-3, 25 epochs, quantile-3 | 25.000 (24.000 to 26.000) | **25 (24 to 45)** |", page,
            StringComparison.Ordinal);
        Assert.Equal(4 * 2, page.Split('\n').Count(line => line.StartsWith("| L2 3e-3,", StringComparison.Ordinal)));
        var opening = OpeningSection.Of(null, [], experiment, "results.svg");
        Assert.Contains("](results.svg)", opening, StringComparison.Ordinal);
        Assert.Contains(
            "| CIFAR-10, layer 3: the highest that suffice | 40 | 25 (24 to 26) at L2 3e-3, 25 epochs, one-bit | in 1 of 4 settings |",
            opening, StringComparison.Ordinal);
        var picture = ResultsPage.Picture(new Dictionary<string, Experiment> { [experiment.Name] = experiment })!;
        Assert.True(ResultsPage.PictureMark.Begins(System.Text.Encoding.UTF8.GetBytes(picture)));
        // One dot for each reading, and one in the key for each L2.
        Assert.Equal(
            TalkClaims.Cifar.Where(claim => claim.Name != "intact_accuracy").Sum(claim => claim.Of(experiment).Count) + 1,
            System.Xml.Linq.XDocument.Parse(picture).Descendants().Count(element => element.Name.LocalName == "circle"));
    }

    [Theory]
    // Positive within the layers, negative pooled; then each way not.
    [InlineData(-0.2, -0.1, 0.1, 0.3, "yes")]
    [InlineData(0.1, 0.2, 0.1, 0.3, "no")]
    [InlineData(-0.2, -0.1, -0.3, -0.1, "no")]
    [InlineData(-0.1, 0.2, 0.1, 0.3, "open: an interval has 0 in it")]
    [InlineData(-0.2, -0.1, -0.1, 0.3, "open: an interval has 0 in it")]
    [InlineData(double.NaN, double.NaN, 0.1, 0.3, "undefined")]
    public void Signs_of_correlations_need_whole_intervals(double low, double high, double withinLow, double withinHigh, string expected) =>
        Assert.Equal(
            expected,
            SimpsonSection.Verdict(
                Reading(0, (low + high) / 2, low, high), Reading(0, (withinLow + withinHigh) / 2, withinLow, withinHigh)));

    [Fact]
    public void One_seed_leaves_signs_open() => Assert.Equal(
        "open: one seed has no interval",
        SimpsonSection.Verdict(Reading(0, -0.5, double.NaN, double.NaN), Reading(0, 0.5, double.NaN, double.NaN)));

    [Fact]
    public void Reversals_are_shown_at_the_last_share_of_all_seeds_and_older_results_are_counted()
    {
        var now = new Experiment("now", "", [
            Of("network", "reversal_decided", "ascending", 1), Of("network", "reversal_decided", "descending", double.NaN),
            Of("network", "reversal_last_share", "ascending", 30, 20, 40), Of("network", "reversal_last_share", "descending", 0),
            Of("network", "vs_random_10", "ascending", -0.25, -0.3, -0.2), Of("network", "layers_vs_random_10", "ascending", 0.05),
            Of("layer-1", "vs_random_10", "ascending", 0.1), Of("layer-2", "vs_random_10", "ascending", 0),
            Of("network", "vs_random_20", "ascending", -0.25, -0.6, 0.1), Of("layer-1", "vs_random_20", "ascending", 0.1),
            Of("layer-2", "vs_random_20", "ascending", 0),
        ]);
        var before = new Experiment("before", "", [Of("network", "area_vs_random", "ascending", 0.1)]);
        Assert.Equal(
            """
            | network | order | shares used | shown at | whole network | layer 1 | layer 2 | reversal |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            | now: 250-500 | lowest first | 10 to 20 % | 10 % | -0.250 (-0.300 to -0.200) | +0.100 | 0 | yes |
            | now: 250-500 | highest first | none | - | - | - | - | open |

            Run by a version without this reading, and not shown: 1. Run them again.


            """,
            ReversalSection.Of([now, before]));
    }

    [Fact]
    public void The_page_has_the_tables_numbers()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["specs"]);
        File.WriteAllText(folder["specs/small.yaml"], "# What a small one shows.\n" + TestSweep.Spec);
        var sweep = new TestSweep(folder["runs/small"]);
        sweep.Run();
        var plan = RunPlan.Create(new SpecReader([.. DataCatalogue.Shipped.Names]).ReadText(TestSweep.Spec, "spec.yaml", []), "simd");
        new SweepInsights(sweep.Folder).Write(SweepPoint.Of(plan)[0]);
        var page = ResultsPage.Of(Experiment.ReadAll(folder["runs"], folder["specs"]));
        Assert.Contains("### small\n\nWhat a small one shows.\n\n3 seeds each, 2 epochs.", page, StringComparison.Ordinal);
        // Four orders under two quantizers, but class selectivity knows none; three scopes; each a line.
        Assert.Equal(7 * 3, page.Split('\n').Count(line => line.StartsWith("| 12-8 relu, L2 0 |", StringComparison.Ordinal)));
        var table = ResultTables.Of(folder["runs/small"], "sweep_insights");
        var intact = table.Values<string>("name").IndexOf("intact_accuracy");
        Assert.Contains($"| {table.Values<double>("mean")[intact]:0.000} (", page, StringComparison.Ordinal);
    }

    private static PointReading Of(string scope, string name, string direction, double mean, double? low = null, double? high = null) =>
        new("250-500", 0, 20, scope, "mutual-information", "one-bit", name, direction, mean, low ?? mean, high ?? mean, 3);

    private static PointReading Reading(double l2, double mean, double low, double high) =>
        new("250-500", l2, 20, "layer-3", "mutual-information", "one-bit", "sufficient", "ascending", mean, low, high, 3);
}
