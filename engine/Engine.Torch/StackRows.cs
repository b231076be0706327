using Engine.Networks;

namespace Engine.Torch;

/// <summary>A network as one row of a stack, and back.</summary>
internal static class StackRows
{
    /// <param name="row"><see cref="StackLayout.Length"/> values; what lies between the blocks is left as it is.</param>
    public static void Write(Network network, StackLayout layout, Span<float> row)
    {
        for (var i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            layer.Weight.CopyTo(row[(int)layout.Weight(i)..]);
            layer.Bias.CopyTo(row[(int)layout.Bias(i)..]);
            if (layer.Normalization is not { } norm)
                continue;
            norm.Gamma.CopyTo(row[(int)layout.Gamma(i)..]);
            norm.Beta.CopyTo(row[(int)layout.Beta(i)..]);
        }
    }

    /// <param name="means">Running means of each hidden layer; empty without batch normalization.</param>
    /// <exception cref="UserErrorException">A parameter is not finite.</exception>
    public static Network Read(StackLayout layout, float[] row, float[][] means, float[][] variances)
    {
        var layers = Enumerable.Range(0, layout.Shape.Layers).Select(i => new DenseLayer(
            layout.Inputs(i),
            layout.Outputs(i),
            Block(layout.Weight(i), layout.WeightLength(i)),
            Block(layout.Bias(i), layout.Outputs(i)),
            layout.Normalizes(i)
                ? new BatchNormalization(Block(layout.Gamma(i), layout.Outputs(i)), Block(layout.Beta(i), layout.Outputs(i)), means[i], variances[i])
                : null));
        return new Network([.. layers], layout.Shape.Activation);

        float[] Block(long offset, long length) => row.AsSpan((int)offset, (int)length).ToArray();
    }
}
