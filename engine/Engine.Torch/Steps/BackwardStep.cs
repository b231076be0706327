namespace Engine.Torch.Steps;

/// <summary>From the errors at the logits to the gradient of all parameters of a stack.</summary>
internal sealed class BackwardStep(StackParameters parameters, Flushing flushing)
{
    private static readonly long[] Rows = [1];

    private readonly NormalizationStep _normalization = new(parameters, flushing);
    private readonly StackLayout _layout = parameters.Layout;

    /// <param name="errors"><c>[networks, rows, classes]</c>.</param>
    /// <returns>In the order of the layout, zeros in its padding: <c>[networks, <see cref="StackLayout.Length"/>]</c>.</returns>
    public Tensor Run(LayerTrace[] traces, Tensor errors)
    {
        var blocks = new Tensor[traces.Length][];
        for (var layer = traces.Length - 1; layer >= 0; layer--)
        {
            Tensor? gamma = null, beta = null;
            if (traces[layer].Normalized is { } normalized)
                (errors, gamma, beta) = _normalization.Backward(layer, normalized, errors);
            var weight = torch.bmm(errors.transpose(1, 2), traces[layer].Input);
            var bias = errors.sum(Rows, keepdim: true);
            blocks[layer] = gamma is null ? [weight, bias] : [weight, bias, gamma, beta!];
            if (layer > 0)
                errors = Propagate(layer, traces[layer - 1], errors);
        }
        return torch.cat([.. blocks.SelectMany(layer => layer).SelectMany(Padded)], 1);
    }

    /// <summary>Errors by the layer's pre-activations become errors by those of the layer before.</summary>
    private Tensor Propagate(int layer, LayerTrace before, Tensor errors)
    {
        var result = torch.bmm(errors, parameters.Weights[layer]);
        if (before.Factors is { } factors)
            result.mul_(factors);
        return flushing.Apply(ActivationStep.Derive(_layout.Shape.Activation, before.Output, result));
    }

    /// <summary>A block as rows, one for each network, and the zeros behind it.</summary>
    private static IEnumerable<Tensor> Padded(Tensor block)
    {
        var flat = block.flatten(1);
        yield return flat;
        if (StackLayout.Padding(flat.shape[1]) is > 0 and var padding)
            yield return torch.zeros(flat.shape[0], padding, torch.ScalarType.Float32, block.device);
    }
}
