using Engine.Data;
using Engine.Networks;
using Engine.Numerics;

namespace Testing.Analysis;

/// <summary>The engine's definition of a float32 forward pass, in the plainest way: every sum begins with the bias and adds its terms in
/// order, each by a fused multiply-add.</summary>
internal static class PlainForwardPass
{
    /// <summary>The outputs of every layer for one sample: hidden layers, then logits.</summary>
    public static float[][] Run(Network network, ReadOnlySpan<float> input)
    {
        var folded = network.ForInference();
        var outputs = new float[folded.Layers.Length][];
        var values = input.ToArray();
        for (var layer = 0; layer < outputs.Length; layer++)
        {
            values = Sums(folded.Layers[layer], values);
            if (layer < folded.HiddenLayers)
                values = Activate(folded.ActivationOf(layer + 1), values);
            outputs[layer] = values;
        }
        return outputs;
    }

    /// <summary>The outputs of one hidden layer (1-based), <c>[samples, neurons]</c>.</summary>
    public static float[] Layer(Network network, LabelledData data, int layer)
    {
        var input = new float[network.Inputs];
        return [.. Enumerable.Range(0, data.Samples).SelectMany(sample =>
        {
            data.Features.Read(sample, input);
            return Run(network, input)[layer - 1];
        })];
    }

    /// <summary>The logits where every hidden neuron of the scope is off.</summary>
    public static float[] Without(Network network, Engine.Ablation.AblationScope scope, ReadOnlySpan<float> input)
    {
        var folded = network.ForInference();
        var values = input.ToArray();
        for (var layer = 1; layer <= folded.HiddenLayers; layer++)
        {
            values = Activate(folded.ActivationOf(layer), Sums(folded.Layers[layer - 1], values));
            if (scope.IsNetwork || scope.Layer == layer)
                Array.Clear(values);
        }
        return Sums(folded.Layers[^1], values);
    }

    private static float[] Sums(DenseLayer layer, float[] inputs)
    {
        var outputs = new float[layer.Outputs];
        for (var o = 0; o < outputs.Length; o++)
        {
            var sum = layer.Bias[o];
            for (var i = 0; i < inputs.Length; i++)
                sum = MathF.FusedMultiplyAdd(inputs[i], layer.Weight[(o * layer.Inputs) + i], sum);
            outputs[o] = sum;
        }
        return outputs;
    }

    /// <summary>exp is a vector's; the narrowest one stands for the definition.</summary>
    private static unsafe float[] Activate(Activation activation, float[] values)
    {
        using var buffer = new AlignedBuffer(values.Length + Panels.Width);
        values.CopyTo(buffer.Span);
        Activations.Apply(VectorWidth.Bits128, activation, buffer.Pointer, values.Length);
        return buffer.Span[..values.Length].ToArray();
    }
}
