using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>A network as one row of a stack, and back.</summary>
internal static class StackRows
{
    /// <param name="row"><see cref="StackLayout.Length"/> zeros.</param>
    public static void Write(Network network, StackLayout layout, Span<float> row)
    {
        foreach (var (layer, blocks) in network.Layers.Zip(layout.Layers))
        {
            Transpose(layer.Weight, layer.Outputs, layer.Inputs, Of(blocks.Weight, row));
            layer.Bias.CopyTo(Of(blocks.Bias, row));
            if (layer.Normalization is not { } norm)
                continue;
            norm.Gamma.CopyTo(Of(blocks.Gamma!, row));
            norm.Beta.CopyTo(Of(blocks.Beta!, row));
        }
        if (layout.Code is { } code)
            Of(code.Bias, row).Fill(Bottleneck.InitialLogVariance);
    }

    /// <param name="means">Running means of each hidden layer; empty without batch normalization.</param>
    /// <exception cref="UserErrorException">A parameter is not finite.</exception>
    public static Network Read(StackLayout layout, float[] row, float[][] means, float[][] variances)
    {
        var layers = layout.Layers.Select((blocks, i) => new DenseLayer(
            blocks.Weight.Rows,
            blocks.Weight.Columns,
            Transposed(blocks.Weight, row),
            Of(blocks.Bias, row).ToArray(),
            blocks is { Gamma: { } gamma, Beta: { } beta }
                ? new BatchNormalization(Of(gamma, row).ToArray(), Of(beta, row).ToArray(), means[i], variances[i])
                : null));
        return new Network([.. layers], layout.Shape.Activation);
    }

    private static Span<float> Of(Block block, Span<float> row) => row.Slice((int)block.Offset, block.Length);

    private static float[] Transposed(Block block, Span<float> row)
    {
        var result = new float[block.Length];
        Transpose(Of(block, row), block.Rows, block.Columns, result);
        return result;
    }

    /// <param name="source"><c>[rows, columns]</c>.</param>
    /// <param name="target"><c>[columns, rows]</c>.</param>
    private static void Transpose(ReadOnlySpan<float> source, int rows, int columns, Span<float> target)
    {
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                target[(c * rows) + r] = source[(r * columns) + c];
        }
    }
}
