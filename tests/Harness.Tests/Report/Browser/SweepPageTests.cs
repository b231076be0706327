using Harness.Report.Sections;
using Harness.Report.Sweeps;

namespace Harness.Tests.Report.Browser;

public sealed class SweepPageTests(SweepPage page) : IClassFixture<SweepPage>
{
    private Visit Visit => page.Visit;

    [Fact]
    public void Nothing_is_asked_of_the_network_and_nothing_goes_wrong()
    {
        Assert.Empty(Visit.Requests);
        Assert.Empty(Visit.Problems);
    }

    [Fact]
    public void Every_chart_draws_marks()
    {
        string[] expected =
            ["curves-layer-1", "curves-network", "drops-pooled", "distribution-mutual-information", "joint-histogram", "training-loss",
                "training-accuracy", "overview-readings", "overview-curves"];
        Assert.Subset(Visit.Figures.Select(figure => figure.Id).ToHashSet(), expected.ToHashSet());
        Assert.All(
            Visit.Figures,
            figure => Assert.True(figure.Nothing is null && figure.Marks > 0, $"{figure.Id}: {figure.Marks} marks, {figure.Nothing}"));
    }

    [Fact]
    public void Every_axis_names_its_unit() => Assert.All(
        Visit.Figures,
        figure => Assert.True(figure.Texts.Count(NamesUnit) >= 2, $"{figure.Id}: {string.Join(" | ", figure.Texts)}"));

    private static bool NamesUnit(string text) =>
        text.Contains('(', StringComparison.Ordinal) || text.StartsWith("share of", StringComparison.Ordinal) || text == "configuration";

    [Fact]
    public void The_curves_say_their_readings()
    {
        var source = new SweepSource(page.Folder);
        var layer = PointReadings.All(source, ReportSweep.Read(source)).Where(reading => reading.Point == 0
            && reading.Key is { Scope: "layer-1", Order: "mutual-information" or "" }).ToArray();
        string Text(string name, string word) => $"{layer.First(reading => reading.Key.Name == name).Mean:0.#} {word}";
        string[] expected =
            [Text("sufficient", "suffice"), Text("inactive", "inactive"), Text("redundant_low", "redundant"), "tolerance 5 %"];
        Assert.Subset(Visit.Marks!.Shown.ToHashSet(), expected.ToHashSet());
        Assert.Contains(Visit.Marks.Shown, text => text.EndsWith(" destroy", StringComparison.Ordinal) || text == "no removal destroys");
        Assert.Contains("highest suffice", Visit.Marks.Label, StringComparison.Ordinal);
        Assert.Empty(Visit.Marks.Hidden.Intersect(expected));
    }

    [Fact]
    public void Lines_of_all_configurations_are_said_to_be_means() => Assert.Contains(
        "A line is the mean over the seeds",
        Visit.Figures.Single(figure => figure.Id == "overview-curves").Label, StringComparison.Ordinal);

    [Fact]
    public void Dots_on_the_curves_are_said_to_be_each_seeds_own() => Assert.Contains(
        "the place of each seed on its own curve", Visit.Marks!.Label, StringComparison.Ordinal);

    [Fact]
    public void The_mouse_brings_up_values()
    {
        Assert.Contains("neurons removed", Visit.Hover, StringComparison.Ordinal);
        Assert.Contains("random order: ", Visit.Hover, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_the_keyboard_and_it_gets_out_again()
    {
        Assert.All(Visit.Keyboard!.Said, said => Assert.Contains(": ", said, StringComparison.Ordinal));
        Assert.Equal(Visit.Keyboard.Said.Length, Visit.Keyboard.Said.Distinct().Count());
        Assert.Equal("Copy CSV", Visit.Keyboard.Next);
    }

    [Fact]
    public void Values_and_pictures_can_be_taken()
    {
        var saved = Visit.Saved!;
        var lines = saved.Csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("configuration,scope,order,direction,neurons_removed,accuracy,low,high,curves", lines[0]);
        Assert.Equal(saved.Rows, lines.Length - 1);
        Assert.Equal(("curves-layer-1.svg", "curves-layer-1.png"), (saved.Svg.Name, saved.Png.Name));
        Assert.StartsWith("<svg", saved.Svg.Start, StringComparison.Ordinal);
        Assert.Equal("\u0089PNG\r\n\u001a\n", saved.Png.Start);
    }

    [Theory]
    [InlineData("Architecture", 3, "2 of 4 configurations")]
    [InlineData("Regularizer", 3, "2 of 4 configurations")]
    [InlineData("Seed", 3, "4 of 4 configurations")]
    [InlineData("Configuration", 4, "4 of 4 configurations")]
    public void A_filter_narrows_down_what_is_drawn(string name, int choices, string said)
    {
        var filter = Assert.Single(Visit.Filters!, filter => filter.Name == name);
        Assert.Equal((choices, said), (filter.Count, filter.Said));
        Assert.True(filter.Changed, "the charts are the same");
        Assert.True(filter.Noted, "the captions are the same");
    }

    [Fact]
    public void A_dark_screen_gets_a_dark_page()
    {
        Assert.Equal("rgb(17, 18, 20)", Visit.Dark!.Ground);
        Assert.DoesNotContain("#1f2328", Visit.Dark.Inks);
        Assert.All(Visit.Dark.Marks, marks => Assert.True(marks > 0));
    }

    [Fact]
    public void Print_has_all_charts_and_no_buttons()
    {
        Assert.Empty(Visit.Print.Undrawn);
        Assert.False(Visit.Print.Navigation);
        Assert.False(Visit.Print.Buttons);
        Assert.True(Visit.Print.Pages > 10_000);
    }
}
