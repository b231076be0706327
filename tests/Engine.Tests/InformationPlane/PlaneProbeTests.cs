using Engine.Data;
using Engine.InformationPlane;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Tests.InformationPlane;

public sealed class PlaneProbeTests
{
    private static readonly PlaneOptions Options = new()
    {
        Estimators = [PlaneEstimator.Binning(30), PlaneEstimator.PairwiseLower, PlaneEstimator.PairwiseUpper],
        Noise = 1e-3,
    };

    [Fact]
    public void A_network_that_passes_four_corners_on_knows_them_until_a_layer_forgets()
    {
        // Inputs (+-2, +-2); layer 1 passes both on, layer 2 keeps their product's sign away: it sees the first input only; the class is
        // the first input's sign.
        var network = Forgetful(Activation.Tanh);
        var points = Probe(Corners(4), Options).Run(network, TestContext.Current.CancellationToken);
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], points.Select(point => point.Layer));
        foreach (var point in points)
        {
            Assert.Equal(point.Layer == 1 ? 2 : 1, point.Information.AboutInput, 1e-3);
            Assert.Equal(1, point.Information.AboutClass, 1e-3);
        }
        Assert.Equal(
            [BinRange.Symmetric, BinRange.Symmetric, BinRange.Unit],
            points.Where(point => point.Range is not null).Select(point => point.Range!.Value));
    }

    [Fact]
    public void Bins_of_relu_cover_what_the_layer_gives()
    {
        var points = Probe(Corners(4), Options).Run(Forgetful(Activation.Relu), TestContext.Current.CancellationToken);
        // Outputs of layer 1 are 0 or 2, those of layer 2 are 0 or 4.
        Assert.Equal(new BinRange(0, 2), points[0].Range);
        Assert.Equal(new BinRange(0, 4), points[3].Range);
    }

    [Fact]
    public void The_softmax_output_is_a_layer_of_probabilities()
    {
        // Logits (a x, -a x) with x = +-2: probabilities 1 / (1 + exp(-+4 a)).
        var network = new Network([new DenseLayer(1, 2, [0.5f, -0.5f], [0, 0])], Activation.Relu);
        var samples = new PlaneSamples(new FloatFeatures([2, -2], 2, 1), [0, 1], 2);
        var point = Assert.Single(Probe(samples, new PlaneOptions { Estimators = [PlaneEstimator.PairwiseUpper], Noise = 0.1 })
            .Run(network, TestContext.Current.CancellationToken));
        var p = 1 / (1 + Math.Exp(-2));
        var distance = 2 * Math.Pow((2 * p) - 1, 2);
        Assert.Equal(-Math.Log2((1 + Math.Exp(-distance / 0.2)) / 2), point.Information.AboutInput, 1e-5);
        Assert.Equal(1, point.Layer);
    }

    [Fact]
    public void It_can_be_stopped() => Assert.Throws<OperationCanceledException>(
        () => Probe(Corners(4), Options).Run(Forgetful(Activation.Tanh), new CancellationToken(true)));

    [Fact]
    public void So_can_binning_and_the_look_for_a_range()
    {
        using var team = new WorkerTeam(1);
        using var outputs = Layers.Of([0.0, 1.0], [2.0, 3.0]);
        var stopped = new CancellationToken(true);
        Assert.Throws<OperationCanceledException>(() => BinnedInformation.Of(outputs, [0, 1], 2, BinRange.Unit, 4, cancellation: stopped));
        Assert.Throws<OperationCanceledException>(() => new LayerRange(Activation.Relu, outputs, stopped));
        Assert.Throws<OperationCanceledException>(
            () => PairwiseInformation.Of(outputs, [0, 1], 2, 0.1, team, VectorWidths.Widest, stopped));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var samples = Corners(1000);
        var expected = Probe(samples, Options).Run(Forgetful(Activation.Tanh), TestContext.Current.CancellationToken);
        using var team = new WorkerTeam(3);
        Assert.Equal(expected, new PlaneProbe(samples, Options, team, VectorWidths.Widest)
            .Run(Forgetful(Activation.Tanh), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Outputs_that_are_no_numbers_are_refused_with_layer_and_sample()
    {
        var network = new Network([new DenseLayer(1, 1, [3e38f], [0]), new DenseLayer(1, 2, [1, 1], [0, 0])], Activation.Relu);
        var samples = new PlaneSamples(new FloatFeatures([0, 100], 2, 1), [0, 1], 2);
        var error = Assert.Throws<UserErrorException>(() => Probe(samples, Options).Run(network, TestContext.Current.CancellationToken));
        Assert.Contains("layer 1 gives", error.Message, StringComparison.Ordinal);
        Assert.Contains("sample 1", error.Message, StringComparison.Ordinal);
    }

    /// <summary>One sample in 2000 has an output of layer 1, neuron 1, that is a million times the others.</summary>
    [Fact]
    public void Outliers_that_stretch_the_bins_are_told_by_their_neuron_and_robust_bins_leave_them_out()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 4000).Select(_ => (float)random.NextDouble()).ToArray();
        var samples = new PlaneSamples(
            new FloatFeatures(values, 2000, 2), [.. Enumerable.Range(0, 2000).Select(i => (byte)(values[2 * i] > 0.5 ? 1 : 0))], 2);
        var options = new PlaneOptions { Estimators = [PlaneEstimator.Binning(30), PlaneEstimator.Binning(30) with { IsRobust = true }] };
        var sound = Probe(samples, options).Run(Forgetful(Activation.Relu), TestContext.Current.CancellationToken);
        Assert.All(sound, point => Assert.Empty(point.Stretching));
        values[1001] *= 1e6f;
        var points = Probe(samples, options).Run(Forgetful(Activation.Relu), TestContext.Current.CancellationToken);
        Assert.Equal([1], points[0].Stretching);
        Assert.All(points.Skip(1), point => Assert.Empty(point.Stretching));
        Assert.True(points[0].Information.AboutInput < 0.02 && sound[0].Information.AboutInput > 9);
        Assert.Equal(sound[1].Information.AboutInput, points[1].Information.AboutInput, 0.01);
        Assert.Equal("robust-binning-30", points[1].Estimator.Name);
        // A bounded activation keeps its own range.
        Assert.Equal(
            BinRange.Symmetric,
            Probe(samples, options).Run(Forgetful(Activation.Tanh), TestContext.Current.CancellationToken)[1].Range);
    }

    private static Network Forgetful(Activation activation) => new(
        [
            new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 1, [2, 0], [0]), new DenseLayer(1, 2, [-5, 5], [2, -2]),
        ],
        activation);

    /// <summary>(2, 2), (2, -2), (-2, 2), (-2, -2) in turn; the class is 1 where the first is positive.</summary>
    private static PlaneSamples Corners(int samples) => new(
        new FloatFeatures(
            [.. Enumerable.Range(0, samples).SelectMany(i => new[] { i / 2 % 2 == 0 ? 2f : -2f, i % 2 == 0 ? 2f : -2f })], samples, 2),
        [.. Enumerable.Range(0, samples).Select(i => (byte)(i / 2 % 2 == 0 ? 1 : 0))],
        2);

    private static PlaneProbe Probe(PlaneSamples samples, PlaneOptions options) => new(samples, options, Team, VectorWidths.Widest);

    private static WorkerTeam Team { get; } = new(1);
}
