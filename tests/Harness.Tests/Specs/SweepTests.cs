using Engine.Measures;
using Engine.Networks;

namespace Harness.Tests.Specs;

public class SweepTests
{
    [Fact]
    public void The_grid_runs_in_the_order_written_the_first_axis_slowest()
    {
        var experiment = Specs.Read(Specs.Minimal + "sweep: {training.l2: [0, 1e-4], network.hidden: [[100], [30, 30], [5]]}");
        Assert.Equal(
            [(0, "100"), (0, "30-30"), (0, "5"), (1e-4, "100"), (1e-4, "30-30"), (1e-4, "5")],
            experiment.Points.Select(point => (point.Spec.Training.L2, string.Join('-', point.Spec.Network.Hidden))));
        Assert.Equal(["training.l2=0.0001", "network.hidden=[5]"], experiment.Points[^1].Varied.Select(varied => varied.ToString()));
    }

    [Fact]
    public void Any_key_can_be_swept()
    {
        var experiment = Specs.Read(Specs.Minimal + """
            sweep:
              dataset: [mnist, {idx: folder}]
              network.activation: [relu, sigmoid]
              measures.quantizer: [one-bit, [uniform-2, uniform-3]]
              training.batch_norm: [false, true]
              ablation.orders: [[entropy], []]
            """);
        Assert.Equal(32, experiment.Points.Length);
        Assert.Equal(
            [new QuantizerRule(QuantizerKind.Uniform, 2), new QuantizerRule(QuantizerKind.Uniform, 3)],
            experiment.Points[^1].Spec.Measures.Quantizers);
    }

    [Fact]
    public void A_required_key_may_stand_in_the_sweep_alone()
    {
        var experiment = Specs.Read("name: a\nsweep: {dataset: [mnist, digits], network.hidden: [[3], [4]]}");
        Assert.Equal(4, experiment.Points.Length);
    }

    [Fact]
    public void A_swept_activation_takes_its_own_defaults()
    {
        var experiment = Specs.Read(Specs.Minimal + "sweep: {network.activation: [relu, tanh]}");
        Assert.Equal([4, 3], experiment.Points.Select(point => point.Spec.Ablation.Orders.Length));
        Assert.Contains("(at the sweep's network.activation=tanh)", Assert.Single(experiment.Warnings), StringComparison.Ordinal);
        Assert.NotEqual(experiment.Points[0].Spec.Training.Initialization, experiment.Points[1].Spec.Training.Initialization);
    }

    [Fact]
    public void A_mistake_of_some_points_names_what_they_share_once()
    {
        var mistake = Specs.Mistake(Specs.Minimal + """
            measures: {quantizer: zero-uniform-2}
            sweep: {training.l2: [0, 1, 2], network.activation: [relu, sigmoid]}
            """);
        Assert.Equal(4, mistake.Line);
        Assert.EndsWith(
            "network.activation is sigmoid (at the sweep's network.activation=sigmoid)", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_kind_of_point_that_is_wrong_is_reported()
    {
        var errors = Specs.Refused(
            Specs.Minimal + "sweep: {network.activation: [relu, tanh, leaky-relu], measures.quantizer: [one-bit, zero-uniform-2]}").Errors;
        Assert.Equal(2, errors.Length);
        Assert.Contains(
            "(at the sweep's network.activation=tanh, measures.quantizer=zero-uniform-2)", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains(
            "(at the sweep's network.activation=leaky-relu, measures.quantizer=zero-uniform-2)", errors[1].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_layers_cannot_be_swept_for_logistic_regression() =>
        Assert.Contains(
            "exclude each other; keep one (at the sweep's network.model=logistic)",
            Specs.Mistake(Specs.Minimal + "sweep: {network.model: [logistic]}").Message, StringComparison.Ordinal);

    [Fact]
    public void A_grid_beyond_the_limit_is_refused_at_once()
    {
        var values = string.Join(',', Enumerable.Range(1, 1000));
        var mistake = Specs.Mistake(
            Specs.Minimal + $"sweep: {{training.epochs: [{values}], training.batch_size: [{values}], training.l2: [{values}]}}\nseeds: 2");
        Assert.Contains("more than 1000000 runs", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(
            "more than 1000000 runs",
            Specs.Mistake(Specs.Minimal + $"sweep: {{training.epochs: [{values}], training.batch_size: [{values}]}}\nseeds: 2").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_may_set_several_keys_together()
    {
        // A zip axis will later look like this: the product does not ask how an axis came about.
        var steps = Specs.Read(Specs.Minimal + "sweep: {training.l2: [1, 2], training.epochs: [3, 4]}")
            .Sweep.Axes.Select(axis => axis.Steps).ToList();
        var lockstep = new SweepAxis(
            ["training.l2", "training.epochs"],
            [.. steps[0].Zip(steps[1], (l2, epochs) => new SweepStep([.. l2.Assignments, .. epochs.Assignments]))]);
        var points = new Sweep([lockstep]).Points().Select(point => string.Join(' ', point)).ToList();
        Assert.Equal(["training.l2=1 training.epochs=3", "training.l2=2 training.epochs=4"], points);
    }

    [Fact]
    public void Activation_is_not_swept_without_being_asked() =>
        Assert.Equal(Activation.Relu, Assert.Single(Specs.Read(Specs.Minimal).Points).Spec.Network.Activation);
}
