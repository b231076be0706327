using Engine.Networks;

namespace Kernels.Ilgpu.Networks;

/// <summary>Weights as kernels read them: <c>[inputs, outputs]</c>, either side in an order of choice.</summary>
internal static class WeightLayout
{
    public static float[] Of(DenseLayer layer)
    {
        var weights = new float[layer.Weight.Length];
        Write(layer, [.. Enumerable.Range(0, layer.Inputs)], [.. Enumerable.Range(0, layer.Outputs)], weights);
        return weights;
    }

    /// <param name="rows">Position to input.</param>
    /// <param name="columns">Position to output.</param>
    public static void Write(DenseLayer layer, int[] rows, int[] columns, Span<float> target)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            var incoming = layer.Incoming(columns[column]);
            for (var row = 0; row < rows.Length; row++)
                target[(row * columns.Length) + column] = incoming[rows[row]];
        }
    }
}
