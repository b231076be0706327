using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Pictures;

namespace Engine.Tests.Pictures;

/// <summary>Class probabilities and hidden points of networks whose weights are chosen by hand.</summary>
public sealed class PictureTests
{
    private static readonly float[][] Points = [[0, 0], [1, 0], [0, 1], [-2, 3], [0.5f, -0.25f], [40, 40], [-40, -40]];

    [Fact]
    public void Logistic_regression_gives_sigma_of_its_argument()
    {
        // Differences of the two classes' rows: w1 = 2, w2 = -1, w0 = 0.5.
        var network = new Network([new DenseLayer(2, 2, [-0.5f, 0.25f, 1.5f, -0.75f], [0.25f, 0.75f])], Activation.Relu);
        double[] expected = [.. Points.Select(x => 1 / (1 + Math.Exp(-((2.0 * x[0]) - x[1] + 0.5))))];
        Deviation.Within(1e-6, expected, Probabilities(network), 1e-3, "probabilities");
        // On the line 2 x1 - x2 + 0.5 = 0 it is exactly a half.
        Assert.Equal([0.5, 0.5], ClassProbability.Of(Packed(network), Features([0, 0.5f], [1, 2.5f]), Team, VectorWidths.Widest));
    }

    [Fact]
    public void Pictures_can_be_stopped()
    {
        var network = new Network(
            [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0]), new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], Activation.Relu);
        var (features, stopped) = (Features([0, 1], [1, 0]), new CancellationToken(true));
        Assert.Throws<OperationCanceledException>(
            () => ClassProbability.Of(Packed(network), features, Team, VectorWidths.Widest, stopped));
        Assert.Throws<OperationCanceledException>(() => HiddenPoints.Of(Packed(network), features, Team, VectorWidths.Widest, stopped));
    }

    [Fact]
    public void Swapping_the_classes_gives_the_complement()
    {
        float[] a = [0.3f, -1.1f], b = [0.7f, 0.2f];
        var network = new Network([new DenseLayer(2, 2, [.. a, .. b], [0.1f, -0.4f])], Activation.Relu);
        var swapped = new Network([new DenseLayer(2, 2, [.. b, .. a], [-0.4f, 0.1f])], Activation.Relu);
        foreach (var (p, q) in Probabilities(network).Zip(Probabilities(swapped)))
            Assert.Equal(1, p + q, 1e-12);
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Sigmoid)]
    public void Hidden_points_are_the_outputs_of_layers_of_width_two(Activation activation)
    {
        // Widths 2, 3, 2: the layer of three neurons cannot be drawn.
        var first = new DenseLayer(2, 2, [1, -1, 0.5f, 0.25f], [0, 0.5f]);
        var second = new DenseLayer(2, 3, [1, 0, 0, 1, 1, 1], [0, 0, 0]);
        var third = new DenseLayer(3, 2, [1, -1, 0.5f, 0, 0, 1], [0.125f, 0]);
        var network = new Network([first, second, third, new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], activation);
        var layers = HiddenPoints.Of(Packed(network), Features(Points), Team, VectorWidths.Widest);
        Assert.Equal([1, 3], layers.Select(layer => layer.Layer));
        for (var i = 0; i < Points.Length; i++)
        {
            var h = Layer(first, [Points[i][0], Points[i][1]], activation);
            Deviation.Within(1e-6, h, [layers[0][i].H1, layers[0][i].H2], 1e-3, $"layer 1, point {i}");
            var h3 = Layer(third, Layer(second, h, activation), activation);
            Deviation.Within(1e-6, h3, [layers[1][i].H1, layers[1][i].H2], 1e-3, $"layer 3, point {i}");
        }
    }

    [Fact]
    public void Nothing_depends_on_threads_or_blocks()
    {
        var network = new Network(
            [new DenseLayer(2, 2, [1, -1, 0.5f, 0.25f], [0, 0.5f]), new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], Activation.Tanh);
        var grid = new BoundaryGrid(31, -1, 1, -2, 2).ToFeatures();
        using var team = new WorkerTeam(3);
        Assert.Equal(
            ClassProbability.Of(Packed(network), grid, Team, VectorWidths.Widest),
            ClassProbability.Of(Packed(network), grid, team, VectorWidths.Widest));
        Assert.Equal(
            HiddenPoints.Of(Packed(network), grid, Team, VectorWidths.Widest)[0].Values,
            HiddenPoints.Of(Packed(network), grid, team, VectorWidths.Widest)[0].Values);
        // A point's probability is the same alone as among 961.
        Assert.Equal(
            ClassProbability.Of(Packed(network), grid, Team, VectorWidths.Widest)[500],
            ClassProbability.Of(Packed(network), grid.Slice(500, 1), Team, VectorWidths.Widest)[0]);
    }

    [Fact]
    public void Three_classes_have_no_single_boundary()
    {
        var network = new Network([new DenseLayer(2, 3, new float[6], new float[3])], Activation.Relu);
        Assert.Contains("3 apart", Assert.Throws<UserErrorException>(() => Probabilities(network)).Message, StringComparison.Ordinal);
    }

    private static WorkerTeam Team { get; } = new(1);

    private static PackedNetwork Packed(Network network) => new(network);

    private static double[] Probabilities(Network network) =>
        ClassProbability.Of(Packed(network), Features(Points), Team, VectorWidths.Widest);

    private static FloatFeatures Features(params float[][] points) => new([.. points.SelectMany(point => point)], points.Length, 2);

    private static double[] Layer(DenseLayer layer, double[] input, Activation activation) =>
        [.. Enumerable.Range(0, layer.Outputs).Select(o => ReferencePass.Activate(
            activation, layer.Bias[o] + input.Select((x, i) => x * layer.Weight[(o * layer.Inputs) + i]).Sum()))];
}
