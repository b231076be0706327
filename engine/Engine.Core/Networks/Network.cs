using System.Collections.Immutable;
using Engine.Data;
using Engine.Numerics;

namespace Engine.Networks;

/// <summary>A fully connected classifier with its parameters: hidden layers, then the layer of logits.</summary>
public sealed class Network
{
    private readonly Activation _activation;
    private readonly ImmutableArray<Activation> _mixed;

    /// <exception cref="UserErrorException">The layers do not chain, or a parameter is not finite.</exception>
    public Network(ImmutableArray<DenseLayer> layers, Activation activation) : this(layers, activation, [])
    {
    }

    /// <param name="activations">One for each hidden layer, first to last.</param>
    /// <exception cref="UserErrorException">The layers do not chain, or a parameter is not finite.</exception>
    public Network(ImmutableArray<DenseLayer> layers, ImmutableArray<Activation> activations)
        : this(layers, activations.FirstOrDefault(), Mixed(activations))
    {
        if (activations.Length != HiddenLayers)
            throw new ArgumentException($"{activations.Length} activations for {HiddenLayers} hidden layers", nameof(activations));
    }

    private Network(
        ImmutableArray<DenseLayer> layers, Activation activation, ImmutableArray<Activation> mixed, bool beginsWithOutputs = false)
    {
        if (layers.IsDefaultOrEmpty)
            throw new UserErrorException("a network needs at least the layer of its logits");
        Layers = layers;
        (_activation, _mixed, BeginsWithOutputs) = (activation, mixed, beginsWithOutputs);
        for (var i = beginsWithOutputs ? 1 : 0; i < layers.Length; i++)
            Check(i);
    }

    /// <summary>The layers that follow a layer of which the outputs are there: its neurons are the first hidden layer, and the network's
    /// inputs are their outputs, as they are.</summary>
    /// <param name="activation">Of the neurons; it is not applied, but says where one is active.</param>
    /// <param name="layers">Hidden layers in order, and last the output layer.</param>
    /// <param name="activations">One for each of these hidden layers.</param>
    /// <exception cref="UserErrorException">The layers do not chain, or a parameter is not finite.</exception>
    public static Network OfOutputs(
        Activation activation, ImmutableArray<DenseLayer> layers, ImmutableArray<Activation> activations)
    {
        if (layers.IsDefaultOrEmpty || activations.Length != layers.Length - 1)
            throw new ArgumentException($"{activations.Length} activations for {layers.Length} layers", nameof(activations));
        var neurons = layers[0].Inputs;
        return new Network([new DenseLayer(neurons, neurons, [], []), .. layers], activation, Mixed([activation, .. activations]), true);
    }

    /// <summary>Hidden layers in order, and last the output layer. The first has no parameters where the network begins with its outputs.
    /// </summary>
    public ImmutableArray<DenseLayer> Layers { get; }

    /// <summary>The activation of all hidden layers.</summary>
    /// <exception cref="InvalidOperationException">They differ in it.</exception>
    public Activation Activation => Shape.Activation;

    /// <summary>Of each hidden layer, first to last.</summary>
    public ImmutableArray<Activation> Activations => [.. Enumerable.Range(1, HiddenLayers).Select(ActivationOf)];

    /// <summary>Whether the inputs are the first hidden layer's outputs.</summary>
    public bool BeginsWithOutputs { get; }

    public int Inputs => Layers[0].Inputs;

    public int Classes => Layers[^1].Outputs;

    public int HiddenLayers => Layers.Length - 1;

    public NetworkShape Shape => new(
        Inputs, [.. Layers.Take(HiddenLayers).Select(layer => layer.Outputs)], Classes, _activation,
        Layers.Any(layer => layer.Normalization is not null))
    {
        Mixed = _mixed,
        BeginsWithOutputs = BeginsWithOutputs,
    };

    /// <summary>The activation of hidden layer <paramref name="layer"/> (1-based).</summary>
    public Activation ActivationOf(int layer) => _mixed.IsEmpty ? _activation : _mixed[layer - 1];

    /// <summary>The network as the analysis sees it: batch normalization folded in,
    /// parameters flushed by <see cref="FlushRule"/>.</summary>
    public Network ForInference()
    {
        var layers = Layers.Select(layer =>
        {
            var folded = layer.Fold();
            var weight = (float[])folded.Weight.Clone();
            var bias = (float[])folded.Bias.Clone();
            FlushRule.Apply(weight);
            FlushRule.Apply(bias);
            return new DenseLayer(layer.Inputs, layer.Outputs, weight, bias);
        });
        return new Network([.. layers], _activation, _mixed, BeginsWithOutputs);
    }

    /// <summary>L2 norm of the outgoing weights of each neuron of hidden layer <paramref name="layer"/>
    /// (1-based), <c>[neurons]</c>.</summary>
    public double[] OutgoingNorms(int layer)
    {
        var next = Layers[layer];
        var squares = new double[next.Inputs];
        for (var o = 0; o < next.Outputs; o++)
        {
            var incoming = next.Incoming(o);
            for (var i = 0; i < squares.Length; i++)
                squares[i] += (double)incoming[i] * incoming[i];
        }
        return [.. squares.Select(Math.Sqrt)];
    }

    /// <exception cref="UserErrorException">The samples have another number of features than the network takes,
    /// or more classes than it tells apart.</exception>
    public void RequireFit(LabelledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Features.Inputs != Inputs)
            throw new UserErrorException($"the network takes {Inputs} inputs, a sample of the data set has {data.Features.Inputs}; "
                + "choose the data set that the network was trained on");
        if (data.Classes > Classes)
            throw new UserErrorException($"the network tells {Classes} classes apart, the data set has {data.Classes}; "
                + "choose the data set that the network was trained on");
    }

    /// <returns>Empty where all are the same.</returns>
    private static ImmutableArray<Activation> Mixed(ImmutableArray<Activation> activations) =>
        activations.Distinct().Count() > 1 ? activations : [];

    private void Check(int index)
    {
        var layer = Layers[index];
        if (index > 0 && layer.Inputs != Layers[index - 1].Outputs)
            throw new UserErrorException($"layer {index + 1} takes {layer.Inputs} inputs, "
                + $"but layer {index} gives {Layers[index - 1].Outputs}: the shapes must chain");
        if (layer.Weight.Length != (long)layer.Inputs * layer.Outputs || layer.Bias.Length != layer.Outputs)
            throw new UserErrorException($"layer {index + 1}: {layer.Weight.Length} weights and {layer.Bias.Length} biases do not fit "
                + $"{layer.Outputs} x {layer.Inputs}");
        CheckFinite(layer.Weight, $"layer {index + 1}: weight");
        CheckFinite(layer.Bias, $"layer {index + 1}: bias");
        if (layer.Normalization is { } norm)
            CheckNormalization(norm, layer.Outputs, $"layer {index + 1}: batch normalization's");
    }

    private static void CheckNormalization(BatchNormalization norm, int outputs, string owner)
    {
        foreach (var (values, name) in new[]
        {
            (norm.Gamma, "gamma"), (norm.Beta, "beta"), (norm.RunningMean, "running mean"), (norm.RunningVariance, "running variance")
        })
        {
            if (values.Length != outputs)
                throw new UserErrorException($"{owner} {name} has {values.Length} values for {outputs} outputs");
            CheckFinite(values, $"{owner} {name}");
        }
    }

    private static void CheckFinite(float[] values, string what)
    {
        var wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        if (wrong >= 0)
            throw new UserErrorException($"{what} {wrong} is {values[wrong]}: parameters must be finite numbers");
    }
}
