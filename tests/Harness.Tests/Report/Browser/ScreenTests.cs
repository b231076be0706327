using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Browser;

/// <summary>Reports on screens of 1400, 1024, 768 and 390 pixels, light and dark: nothing is cut off.</summary>
public sealed class ScreenTests
{
    /// <summary>A phone's filters are one line.</summary>
    private const int Phone = 390, OneLine = 50;

    [Fact]
    public void Six_configurations_with_all_that_a_spec_may_ask_for() => AssertFits(
        """
        name: six
        dataset: digits
        network: {hidden: [8, 6]}
        training: {epochs: 3, learning_rate: 0.02, validation: 200}
        seeds: 2
        sweep: {training.l2: [0, 1e-4, 0.01], network.hidden: [[8, 6], [10, 8, 6]]}
        measures: {permutations: 0, sensitivity: [uniform-3], epochs: all}
        pairs: {scopes: [network], whole: true}
        ablation: {random: 2, classes: true, epochs: [0, 2]}
        information_plane: {estimators: [binning-30, pairwise-upper], epochs: log-5, split: train, samples: 200}
        bounds: {names: [shwartz-ziv-painsky-tishby, vera-piantanida-vega]}
        """);

    [Fact]
    public void Sixty_configurations() => AssertFits(
        """
        name: sixty-configurations-whose-name-is-longer-than-a-phone-is-wide
        dataset: digits
        network: {hidden: [5, 4]}
        training: {epochs: 1, validation: 200}
        sweep:
          training.l2: [0, 1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1]
          network.hidden: [[5, 4], [3]]
          training.learning_rate: [0.02, 0.01, 0.005]
        measures: {permutations: 0}
        ablation: {random: 2}
        """);

    [Fact]
    public void Two_features_of_classes_with_long_names()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(0, 200).Select(i => FormattableString.Invariant(
            $"{i % 20 / 10.0},{i / 20 / 10.0},{(i % 20 < 10 ? "a class with rather a long name" : "another class with a long name")}"));
        File.WriteAllLines(folder["points.csv"], ["first,second,kind", .. lines]);
        AssertFits($$"""
            name: features
            dataset: {csv: '{{folder["points.csv"]}}', label: kind, split: 0.2}
            network: {hidden: [2, 2], activation: tanh}
            training: {epochs: 3, learning_rate: 0.05, validation: 20}
            measures: {permutations: 0}
            ablation: {random: 1}
            pictures: {grid: 21}
            """);
    }

    private static void AssertFits(string spec)
    {
        ReportBrowser.Require();
        using var sweep = new WatchedSweep(spec);
        var screens = ReportBrowser.Measure(Reporter.Write(new ResultFolder(sweep.Path)).Path);
        Assert.Equal(8, screens.Length);
        Assert.All(
            screens, screen => Assert.True(
                screen.Faults.Length == 0, $"{screen.Width} {screen.ColorScheme}: {string.Join("; ", screen.Faults.Take(20))}"));
        Assert.All(screens.Where(screen => screen.Width == Phone), screen => Assert.InRange(screen.Filters, 0, OneLine));
        // Wide tables there are on a phone, so that their first columns were looked at.
        Assert.All(screens.Where(screen => screen.Width == Phone), screen => Assert.True(screen.Scrolling > 0));
    }
}
