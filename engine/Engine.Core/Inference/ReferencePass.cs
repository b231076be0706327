using System.Runtime.Intrinsics;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Inference;

/// <summary>The plain reference: one sample at a time through the whole network in float64, any set of hidden neurons switched
/// off.</summary>
/// <param name="network">As for inference: folded and flushed.</param>
public sealed class ReferencePass(Network network)
{
    private double[]? _firstSample;
    private double[] _first = [];

    /// <summary>The logits of a sample, <c>[classes]</c>.</summary>
    /// <param name="input"><c>[inputs]</c>.</param>
    /// <param name="removed"><c>[hidden layers][neurons]</c>: outputs that are replaced.</param>
    /// <param name="replaced"><c>[hidden layers][neurons]</c>: by what; null for 0 everywhere.</param>
    public double[] Logits(ReadOnlySpan<float> input, bool[][] removed, float[][]? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(removed);
        var values = FirstLayer(input);
        for (var layer = 1; layer < network.Layers.Length; layer++)
        {
            var outputs = new double[values.Length];
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = removed[layer - 1][i] ? replaced?[layer - 1][i] ?? 0 : Output(network, layer, values[i]);
            values = Affine(network.Layers[layer], outputs);
        }
        return values;
    }

    /// <summary>The highest logit's class, the lowest at a tie, its distance to the second highest, and the cross-entropy in
    /// nats.</summary>
    public static (int Predicted, double Gap, double Loss) Score(double[] logits, int label)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var top = Array.IndexOf(logits, logits.Max());
        var second = logits.Where((_, c) => c != top).DefaultIfEmpty(double.NegativeInfinity).Max();
        var loss = Math.Log(logits.Sum(logit => Math.Exp(logit - logits[top]))) + logits[top] - logits[label];
        return (top, logits[top] - second, loss);
    }

    /// <summary>The output at pre-activation <paramref name="z"/>, flushed by <see cref="FlushRule"/>.</summary>
    public static double Activate(Activation activation, double z)
    {
        var y = ActivationFunction.Of(activation).Value(z);
        return Math.Abs(y) < FlushRule.Threshold ? 0 : y;
    }

    /// <summary>The output of a neuron of hidden layer <paramref name="layer"/> (1-based) at pre-activation <paramref name="z"/>, which is
    /// the output itself where the network begins with those of this layer.</summary>
    internal static double Output(Network network, int layer, double z) =>
        layer == 1 && network.BeginsWithOutputs ? z : Activate(network.ActivationOf(layer), z);

    /// <summary>No ablation changes the first layer's pre-activations: those of the sample seen last are kept.</summary>
    private double[] FirstLayer(ReadOnlySpan<float> input)
    {
        var sample = new double[input.Length];
        for (var i = 0; i < sample.Length; i++)
            sample[i] = input[i];
        if (_firstSample is not null && sample.AsSpan().SequenceEqual(_firstSample))
            return _first;
        _firstSample = sample;
        return _first = network.BeginsWithOutputs ? sample : Affine(network.Layers[0], sample);
    }

    private static double[] Affine(DenseLayer layer, double[] inputs)
    {
        var outputs = new double[layer.Outputs];
        for (var o = 0; o < outputs.Length; o++)
            outputs[o] = layer.Bias[o] + Dot(layer.Incoming(o), inputs);
        return outputs;
    }

    /// <summary>In eight partial sums: in one, each addition would wait for the last.</summary>
    private static double Dot(ReadOnlySpan<float> weights, ReadOnlySpan<double> inputs)
    {
        Vector256<double> low = Vector256<double>.Zero, high = low;
        var i = 0;
        for (; i + Vector256<float>.Count <= inputs.Length; i += Vector256<float>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Create(weights[i..]));
            low += first * Vector256.Create(inputs[i..]);
            high += second * Vector256.Create(inputs[(i + Vector256<double>.Count)..]);
        }
        var sum = Vector256.Sum(low + high);
        for (; i < inputs.Length; i++)
            sum += weights[i] * inputs[i];
        return sum;
    }
}
