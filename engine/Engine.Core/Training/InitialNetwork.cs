using Engine.Networks;
using Engine.Randomness;

namespace Engine.Training;

/// <summary>The network that training starts from: a function of shape, rule and seed alone, the same for every trainer.</summary>
public static class InitialNetwork
{
    /// <summary>Weights by <paramref name="rule"/>, biases 0, batch normalization the identity.</summary>
    public static Network Create(NetworkShape shape, Initialization rule, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var layers = Enumerable.Range(0, shape.Layers).Select(layer => CreateLayer(shape, rule, seed, layer));
        return new Network([.. layers], shape.Activation);
    }

    private static DenseLayer CreateLayer(NetworkShape shape, Initialization rule, ulong seed, int layer)
    {
        int inputs = shape.Width(layer), outputs = shape.Width(layer + 1);
        var random = new RandomStream(seed, RandomPurpose.Initialization, (ulong)layer);
        var weight = new float[inputs * outputs];
        for (var i = 0; i < weight.Length; i++)
            weight[i] = Draw(random, rule, inputs, outputs);
        var hidden = layer < shape.Hidden.Length;
        return new DenseLayer(inputs, outputs, weight, new float[outputs], hidden && shape.BatchNorm ? Identity(outputs) : null);
    }

    private static float Draw(RandomStream random, Initialization rule, int inputs, int outputs) => rule switch
    {
        Initialization.He => (float)(random.NextNormal() * Math.Sqrt(2.0 / inputs)),
        _ => (float)(((2 * random.NextDouble()) - 1) * Math.Sqrt(6.0 / (inputs + outputs))),
    };

    private static BatchNormalization Identity(int features)
    {
        float[] ones = new float[features], variance = new float[features];
        Array.Fill(ones, 1f);
        Array.Fill(variance, 1f);
        return new BatchNormalization(ones, new float[features], new float[features], variance);
    }
}
