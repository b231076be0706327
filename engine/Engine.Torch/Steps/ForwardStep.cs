using Engine.Torch.Dropout;

namespace Engine.Torch.Steps;

/// <summary>From a batch's inputs to its logits, for all networks of a stack.</summary>
/// <param name="dropout">Null where no network of the stack drops anything.</param>
internal sealed class ForwardStep(StackParameters parameters, IDropoutMasks? dropout, Flushing flushing)
{
    private readonly NormalizationStep _normalization = new(parameters, flushing);
    private readonly StackLayout _layout = parameters.Layout;

    /// <summary>In training mode: batch statistics, dropout on.</summary>
    /// <param name="inputs"><c>[networks, rows, inputs]</c>.</param>
    /// <param name="step">Steps taken before this one; keys the dropout.</param>
    /// <returns>A trace for each layer; the logits are the last one's output.</returns>
    public LayerTrace[] Run(Tensor inputs, long step)
    {
        var traces = new LayerTrace[_layout.Shape.Layers];
        var values = inputs;
        for (var layer = 0; layer < traces.Length; layer++)
        {
            traces[layer] = layer + 1 < traces.Length ? Hidden(layer, values, step) : new LayerTrace(values, Multiply(layer, values), null, null);
            values = traces[layer].Factors is { } factors ? traces[layer].Output * factors : traces[layer].Output;
        }
        return traces;
    }

    /// <summary>In evaluation mode: running statistics, dropout off.</summary>
    /// <param name="inputs"><c>[networks, rows, inputs]</c>.</param>
    /// <returns>The logits, <c>[networks, rows, classes]</c>.</returns>
    public Tensor Evaluate(Tensor inputs)
    {
        var values = inputs;
        for (var layer = 0; layer < _layout.Shape.Layers; layer++)
        {
            values = Multiply(layer, values);
            if (layer + 1 < _layout.Shape.Layers)
                values = Activate(_layout.Normalizes(layer) ? _normalization.Evaluate(layer, values) : values);
        }
        return values;
    }

    private LayerTrace Hidden(int layer, Tensor input, long step)
    {
        var z = Multiply(layer, input);
        NormalizationTrace? normalized = null;
        if (_layout.Normalizes(layer))
            (z, normalized) = _normalization.Forward(layer, z);
        var output = Activate(z);
        return new LayerTrace(input, output, dropout?.Factors(step, layer, (int)input.shape[1], _layout.Outputs(layer)), normalized);
    }

    /// <summary>A product and a sum: baddbmm of TorchSharp 0.107 hands its three arguments on in another order.</summary>
    private Tensor Multiply(int layer, Tensor input) => torch.bmm(input, parameters.Weights[layer].transpose(1, 2)).add_(parameters.Biases[layer]);

    private Tensor Activate(Tensor z) => flushing.Apply(ActivationStep.Apply(_layout.Shape.Activation, z));
}
