using System.Collections.Immutable;
using Engine.Ablation;

namespace Engine.Networks;

/// <summary>A network without some of its hidden neurons, which gives what the whole one gives with constants in place of their
/// outputs.</summary>
public static class SmallerNetwork
{
    /// <summary>
    /// Leaves out the neurons' weights, biases and batch normalization and their columns in the next layer; the next bias gains weight
    /// times constant (added up in float64, rounded once). A layer of which none is left keeps one neuron, whose weights in and out, bias,
    /// gamma and beta are 0: no Linear layer has 0 inputs.
    /// </summary>
    /// <param name="removed">Distinct; the last of a layer is the one that such a layer keeps.</param>
    /// <param name="constants"><c>[hidden layers][neurons]</c>: in place of outputs, after the activation.</param>
    public static Network Of(Network network, IReadOnlyList<NeuronId> removed, float[][] constants)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(constants);
        var layers = network.Layers.ToArray();
        for (var hidden = 0; hidden < network.HiddenLayers; hidden++)
        {
            var gone = removed.Where(id => id.Layer == hidden + 1).Select(id => id.Neuron).ToArray();
            if (gone.Length == 0)
                continue;
            layers[hidden + 1] = WithConstants(layers[hidden + 1], gone, constants[hidden]);
            var isEmpty = gone.Length == layers[hidden].Outputs;
            int[] kept = isEmpty ? [gone[^1]] : [.. Enumerable.Range(0, layers[hidden].Outputs).Except(gone)];
            layers[hidden] = isEmpty ? Silent(Rows(layers[hidden], kept)) : Rows(layers[hidden], kept);
            layers[hidden + 1] = Columns(layers[hidden + 1], kept);
        }
        return network.Shape.Mixed.IsEmpty
            ? new Network([.. layers], network.Activation)
            : new Network([.. layers], network.Activations);
    }

    /// <summary>Hidden layers, from 1, of which all neurons are removed.</summary>
    public static ImmutableArray<int> Emptied(NetworkShape shape, IReadOnlyList<NeuronId> removed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return [.. Enumerable.Range(1, shape.Hidden.Length).Where(layer => removed.Count(id => id.Layer == layer) == shape.Width(layer))];
    }

    private static DenseLayer WithConstants(DenseLayer layer, int[] inputs, float[] constants)
    {
        var (weight, bias) = ((float[])layer.Weight.Clone(), new float[layer.Outputs]);
        for (var output = 0; output < layer.Outputs; output++)
        {
            double sum = layer.Bias[output];
            foreach (var input in inputs)
            {
                sum += (double)layer.Weight[(output * layer.Inputs) + input] * constants[input];
                weight[(output * layer.Inputs) + input] = 0;
            }
            bias[output] = (float)sum;
        }
        return layer with { Weight = weight, Bias = bias };
    }

    private static DenseLayer Rows(DenseLayer layer, int[] kept) => layer with
    {
        Outputs = kept.Length,
        Weight = [.. kept.SelectMany(output => layer.Incoming(output).ToArray())],
        Bias = Pick(layer.Bias, kept),
        Normalization = layer.Normalization is { } norm
            ? norm with
            {
                Gamma = Pick(norm.Gamma, kept),
                Beta = Pick(norm.Beta, kept),
                RunningMean = Pick(norm.RunningMean, kept),
                RunningVariance = Pick(norm.RunningVariance, kept),
            }
            : null,
    };

    private static DenseLayer Silent(DenseLayer layer) => layer with
    {
        Weight = new float[layer.Weight.Length],
        Bias = new float[layer.Bias.Length],
        Normalization = layer.Normalization is { } norm
            ? norm with { Gamma = new float[norm.Features], Beta = new float[norm.Features] }
            : null,
    };

    private static DenseLayer Columns(DenseLayer layer, int[] kept) => layer with
    {
        Inputs = kept.Length,
        Weight = [.. Enumerable.Range(0, layer.Outputs).SelectMany(output => Pick(layer.Incoming(output), kept))],
    };

    private static float[] Pick(ReadOnlySpan<float> values, int[] places)
    {
        var picked = new float[places.Length];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = values[places[i]];
        return picked;
    }
}
