using Engine.Numerics;

namespace Engine.Tests.InformationPlane;

/// <summary>Outputs of layers, as the estimators take them.</summary>
internal static class Layers
{
    public static RowMatrix Of(params double[][] rows)
    {
        var matrix = new RowMatrix(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
                matrix[row][column] = (float)rows[row][column];
        }
        return matrix;
    }

    /// <summary>Normal outputs around a few centres, and labels that have to do with them; some classes may have no sample.</summary>
    public static (RowMatrix Outputs, byte[] Labels) Random(int seed, int samples, int neurons, int classes)
    {
        var random = new Random(seed);
        var outputs = new RowMatrix(samples, neurons);
        var labels = new byte[samples];
        for (var i = 0; i < samples; i++)
        {
            labels[i] = (byte)random.Next(classes);
            for (var k = 0; k < neurons; k++)
                outputs[i][k] = (float)((0.4 * ((labels[i] + k) % 3)) + (0.5 * random.NextDouble()));
        }
        return (outputs, labels);
    }
}
