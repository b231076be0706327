using Engine.Networks;
using Engine.Randomness;

namespace Testing.Analysis;

/// <summary>Networks whose outputs keep their size from layer to layer, with biases that are not 0.</summary>
internal static class RandomNetworks
{
    /// <summary>The neuron (0-based) of wide enough ReLU layers that no sample reaches.</summary>
    public const int Inactive = 2;

    public static Network Create(NetworkShape shape, ulong seed, double scale = 1) =>
        new(
            [.. Enumerable.Range(0, shape.Layers).Select(layer => Layer(shape, layer, seed, scale))],
            [.. Enumerable.Range(1, shape.Hidden.Length).Select(shape.ActivationOf)]);

    private static DenseLayer Layer(NetworkShape shape, int layer, ulong seed, double scale)
    {
        int inputs = shape.Width(layer), outputs = shape.Width(layer + 1);
        var random = new RandomStream(seed, RandomPurpose.Initialization, (ulong)layer);
        var weight = Normal(random, inputs * outputs, scale * Math.Sqrt(2.0 / inputs));
        var bias = Normal(random, outputs, scale * 0.3);
        var hidden = layer < shape.Hidden.Length;
        if (hidden && shape.ActivationOf(layer + 1) == Activation.Relu && outputs > Inactive)
            bias[Inactive] = (float)(-1e3 * scale);
        return new DenseLayer(inputs, outputs, weight, bias, hidden && shape.BatchNorm ? Normalization(random, outputs) : null);
    }

    private static BatchNormalization Normalization(RandomStream random, int features) => new(
        [.. Normal(random, features, 0.2).Select(value => 1 + value)],
        Normal(random, features, 0.2),
        Normal(random, features, 0.2),
        [.. Normal(random, features, 0.5).Select(value => 0.1f + (value * value))]);

    private static float[] Normal(RandomStream random, int count, double deviation) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextNormal() * deviation))];
}
