using System.Globalization;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

/// <summary>Axes over several keys: in lockstep, written out, drawn.</summary>
public class AxesTests
{
    private const string Drawn = "sweep: {random: {points: 200, seed: 3, training.learning_rate: {log-uniform: [1e-4, 1e-1]}, "
        + "training.dropout: {uniform: [0.1, 0.5]}, training.epochs: {integer: [3, 7]}, network.hidden: {choice: [[30], [10, 5]]}}}";

    [Fact]
    public void Zip_goes_through_its_keys_in_lockstep_and_multiplies_with_other_axes()
    {
        var experiment = Specs.Read(
            Specs.Minimal + "sweep: {zip: {network.hidden: [[30], [10, 5]], training.epochs: [3, 7]}, training.l2: [0, 1]}");
        Assert.Equal(
            [("30", 3, 0.0), ("30", 3, 1.0), ("10-5", 7, 0.0), ("10-5", 7, 1.0)],
            experiment.Points.Select(point =>
                (string.Join('-', point.Spec.Network.Hidden), point.Spec.Training.Epochs, point.Spec.Training.L2)));
    }

    [Fact]
    public void A_list_has_its_points_as_they_are_written_whatever_the_order_of_their_keys()
    {
        var experiment = Specs.Read(
            Specs.Minimal + "sweep: {list: [{training.l2: 0, training.dropout: 0.5}, {training.dropout: 0, training.l2: 1e-3}]}");
        Assert.Equal(
            [(0, 0.5), (1e-3, 0)],
            experiment.Points.Select(point => (point.Spec.Training.L2, point.Spec.Training.Dropout.Common!.Value)));
        Assert.Contains(
            "\"training.l2,training.dropout\":[[0,0.5],[0.001,0]]", CanonicalJson.Of(experiment, "simd"), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_points_lie_within_their_ranges_and_fill_them()
    {
        var points = Specs.Read(Specs.Minimal + Drawn).Points.Select(point => point.Spec).ToArray();
        Assert.Equal(200, points.Length);
        Assert.All(points, point => Assert.InRange(point.Training.LearningRate, 1e-4, 1e-1));
        Assert.All(points, point => Assert.InRange(point.Training.Dropout.Common!.Value, 0.1, 0.5));
        Assert.Equal([3, 4, 5, 6, 7], points.Select(point => point.Training.Epochs).Distinct().Order());
        // A third of log-uniform numbers lies in each decade: 66.7 of 200, standard deviation sqrt(200 * 1/3 * 2/3) = 6.7; five of them.
        Assert.InRange(points.Count(point => point.Training.LearningRate < 1e-3), 33, 100);
        // Uniform: mean 0.3, standard deviation of the mean 0.4 / sqrt(12 * 200) = 0.0082; five of them.
        Assert.InRange(points.Average(point => point.Training.Dropout.Common!.Value), 0.259, 0.341);
        // A coin: 100, standard deviation 7.1; five of them.
        Assert.InRange(points.Count(point => point.Network.Hidden.Length == 1), 64, 136);
    }

    [Fact]
    public void What_is_drawn_depends_on_seed_key_and_number_alone()
    {
        string Rates(string text) =>
            string.Join(
                ' ', Specs.Read(Specs.Minimal + text)
                    .Points.Select(point => point.Spec.Training.LearningRate.ToString(CultureInfo.InvariantCulture)));
        var rates = Rates(Drawn);
        Assert.Equal(rates, Rates(Drawn));
        Assert.NotEqual(rates, Rates(Drawn.Replace("seed: 3", "seed: 4", StringComparison.Ordinal)));
        Assert.StartsWith(rates, Rates(Drawn.Replace("points: 200", "points: 250", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(rates, Rates(Drawn.Replace("training.dropout: {uniform: [0.1, 0.5]}, ", "", StringComparison.Ordinal)));
        // Two keys of one range do not draw the same numbers.
        var both = Specs.Read(
            Specs.Minimal + "sweep: {random: {points: 5, training.l2: {uniform: [0.1, 0.5]}, training.dropout: {uniform: [0.1, 0.5]}}}")
                .Points;
        Assert.NotEqual(both.Select(point => point.Spec.Training.L2), both.Select(point => point.Spec.Training.Dropout.Common!.Value));
    }

    [Fact]
    public void Points_drawn_twice_are_one() =>
        Assert.Equal(2, Specs.Read(Specs.Minimal + "sweep: {random: {points: 50, training.epochs: {choice: [3, 7]}}}").Points.Length);

    [Theory]
    [InlineData(
        "zip: {training.epochs: [3, 7], training.l2: [0]}",
        "sweep.zip: training.l2 has 1 values, training.epochs has 2; they go in lockstep and need as many")]
    [InlineData("zip: [1]", "sweep.zip must be a mapping from keys to lists of values, all of one length; found a list of one entry")]
    [InlineData("zip: {training.epochs: 3}", "sweep axis training.epochs must be a list of at least one value; found 3")]
    [InlineData("zip: {training.epoch: [3]}", "sweep axis: unknown key training.epoch; did you mean training.epochs?")]
    [InlineData(
        "list: {training.epochs: 3}",
        "sweep.list must be a list of mappings, each from the same keys to a value; found a mapping (training.epochs)")]
    [InlineData("list: [3]", "each point of sweep.list must be a mapping from keys to values; found 3")]
    [InlineData(
        "list: [{training.epochs: 3}, {training.l2: 0}]",
        "sweep.list: this point sets training.l2, the first one training.epochs; all must set the same keys")]
    [InlineData("random: {training.l2: {uniform: [0, 1]}}", "sweep.random.points is missing; it must be a whole number from 1 up")]
    [InlineData("random: {points: 3}", "sweep.random draws for no key; add one, e.g. training.learning_rate: {log-uniform: [1e-4, 1e-1]}")]
    [InlineData(
        "random: {points: 0, training.l2: {uniform: [0, 1]}}", "sweep.random.points must be a whole number from 1 to 1000000; found 0")]
    [InlineData(
        "random: {points: 3, training.l2: {log-uniform: [0, 1]}}",
        "sweep.random: training.l2 must be one of {uniform: [a, b]}, {log-uniform: [a, b]}, {integer: [a, b]}, {choice: [values]}, a "
            + "below b, both above 0; found a mapping (log-uniform)")]
    [InlineData(
        "random: {points: 3, training.l2: {normal: [0, 1]}}",
        "sweep.random: training.l2 must be one of {uniform: [a, b]}, {log-uniform: [a, b]}, {integer: [a, b]}, {choice: [values]}, a "
            + "below b; found a mapping (normal)")]
    [InlineData("zip: {training.l2: [0]}, training.l2: [1]", "training.l2 is swept by two axes; keep one")]
    public void A_mistake_says_what_is_needed(string sweep, string message) =>
        Assert.Equal(message, Specs.Mistake(Specs.Minimal + $"sweep: {{{sweep}}}").Message);

    [Fact]
    public void What_is_drawn_outside_a_keys_bounds_is_a_mistake_of_the_range()
    {
        var mistake = Specs.Mistake(Specs.Minimal + "sweep: {random: {points: 100, training.dropout: {uniform: [0.5, 2]}}}");
        Assert.Equal(4, mistake.Line);
        Assert.StartsWith("training.dropout must be", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_of_one_of_several_keys_is_refused_and_of_the_axis_is_not()
    {
        var text = Specs.Minimal + "sweep: {zip: {network.hidden: [[30], [10, 5]], training.epochs: [3, 7]}}";
        Assert.Contains(
            "training.epochs is one of several keys of sweep.zip; override that", Specs.Mistake(text, "training.epochs=4").Message,
            StringComparison.Ordinal);
        Assert.Single(Specs.Read(text, "sweep.zip={training.epochs: [4]}").Points);
        Assert.Single(Specs.Read(text, "sweep={}", "training.epochs=4").Points);
    }

    [Fact]
    public void One_point_that_breaks_a_rule_is_told_before_anything_runs() => Assert.Contains(
        "(at the sweep's network.activation=sigmoid)",
        Specs.Mistake(
            Specs.Minimal
                + "measures: {quantizer: zero-uniform-2}\nsweep: {zip: {network.activation: [relu, sigmoid], training.epochs: [1, 2]}}")
                    .Message,
        StringComparison.Ordinal);
}
