using Harness.Runs.Storage;
using Harness.Tests.Runs.Execution;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Browser;

/// <summary>Pictures that a sweep has only where its spec asks for them.</summary>
public sealed class OtherPicturesTests
{
    [Fact]
    public void Two_features() => Assert.Contains("seed 0; epoch 4", AssertDrawn(
        """
        name: moons
        dataset: two-moons
        network: {hidden: [2, 2], activation: tanh}
        training: {epochs: 4, learning_rate: 0.05}
        measures: {permutations: 0}
        ablation: {random: 1}
        pictures: {grid: 21}
        """,
        "class-probability", "hidden-layer-1", "hidden-layer-2").Single(figure => figure.Id == "hidden-layer-1").Label!);

    [Fact]
    public void The_information_plane_and_bounds_from_it_of_which_saturated_ones_are_hollow()
    {
        var bounds = AssertDrawn(Plane, "information-plane", "bounds").Single(figure => figure.Id == "bounds");
        // Of 20 digits no two are alike in a layer of 8 neurons and 30 bins.
        Assert.Contains("bound, saturated I(X;L)", bounds.Texts);
        Assert.Contains(
            "Hollow: the estimate of I(X;L) is saturated in every run, at least 0.95 log2", bounds.Label, StringComparison.Ordinal);
    }

    private const string Plane =
        """
        name: plane
        dataset: digits
        network: {hidden: [8, 6]}
        training: {epochs: 3, learning_rate: 0.02}
        measures: {permutations: 0}
        ablation: {random: 1}
        information_plane: {estimators: [binning-30, pairwise-upper], epochs: log-5, split: train, samples: 20}
        bounds: {names: [shwartz-ziv-painsky-tishby, vera-piantanida-vega]}
        """;

    [Fact]
    public void Layers_a_neuron_and_readings_during_training_classes_and_bins() => AssertDrawn(
        """
        name: followed
        dataset: digits
        network: {hidden: [6, 4]}
        training: {epochs: 4, learning_rate: 0.02}
        seeds: 2
        measures: {permutations: 0, epochs: all, sensitivity: [uniform-3]}
        ablation: {random: 1, epochs: [0, 2, 4], classes: true}
        """,
        "history-layers", "history-neuron", "history-readings", "reversal-lowest-first", "reversal-highest-first",
        "classes-layer-1", "classes-network", "sensitivity-values", "sensitivity-ranks");

    [Fact]
    public void Readings_of_a_series_over_its_steps()
    {
        ReportBrowser.Require();
        using var sweep = new FinishedSweep();
        using var folder = new TemporaryFolder();
        new Analyses(sweep.Path, (sweep.Runs[0], 100), (sweep.Runs[1], 20_000)).Run(folder["out"], settings: "ablation.random=1");
        var visit = ReportBrowser.Open(Reporter.Write(new ResultFolder(folder["out"])).Path);
        Assert.Empty(visit.Problems);
        var readings = Assert.Single(visit.Figures, figure => figure.Id == "overview-readings");
        Assert.True(readings.Marks > 0, readings.Nothing);
        Assert.Contains("step of the training (count)", readings.Texts);
        var curves = Assert.Single(visit.Figures, figure => figure.Id == "overview-curves");
        Assert.Subset(curves.Texts.ToHashSet(), new HashSet<string> { "step 100", "step 20000" });
    }

    private static VisitedFigure[] AssertDrawn(string spec, params string[] figures)
    {
        ReportBrowser.Require();
        using var sweep = new WatchedSweep(spec);
        var visit = ReportBrowser.Open(Reporter.Write(new ResultFolder(sweep.Path)).Path);
        Assert.Empty(visit.Problems);
        Assert.Empty(visit.Requests);
        Assert.Subset(visit.Figures.Select(figure => figure.Id).ToHashSet(), figures.ToHashSet());
        Assert.All(
            visit.Figures.Where(figure => figures.Contains(figure.Id)),
            figure => Assert.True(figure.Marks > 0, $"{figure.Id} draws nothing: {figure.Nothing}"));
        return visit.Figures;
    }
}
