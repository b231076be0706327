using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>From the errors at the logits to the gradient of the mean loss by every parameter.</summary>
public static class ReferenceBackward
{
    /// <returns>Gradients in the order of <see cref="ReferenceLayer.Parameters"/>, layer after layer.</returns>
    public static double[][] Run(IReadOnlyList<ReferenceLayer> layers, Activation activation, LayerTrace[] traces, double[][] logitErrors)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(traces);
        var gradients = new List<double[]>();
        var errors = logitErrors;
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            gradients.InsertRange(0, Layer(layers[i], traces[i], ref errors));
            if (i > 0)
                errors = Propagate(layers[i], activation, traces[i - 1], errors);
        }
        return [.. gradients];
    }

    /// <summary>The gradients of one layer; <paramref name="errors"/> go from behind batch normalization to before it.</summary>
    private static double[][] Layer(ReferenceLayer layer, LayerTrace trace, ref double[][] errors)
    {
        if (layer.Normalization is not { } norm)
            return [WeightGradient(layer, trace.Input, errors), Sum(errors)];
        var after = errors;
        var standardized = trace.Standardized!;
        double[] beta = Sum(after), gamma = Sum([.. after.Select((row, r) => row.Select((e, i) => e * standardized[r][i]).ToArray())]);
        errors = [.. after.Select((row, r) => Unnormalize(row, standardized[r], trace.Statistics!, norm.Gamma, gamma, beta))];
        return [WeightGradient(layer, trace.Input, errors), Sum(errors), gamma, beta];
    }

    /// <summary>gamma / sqrt(variance + epsilon) (e - mean e - x mean(e x)), x the standardized value (Ioffe, Szegedy, section 3).</summary>
    private static double[] Unnormalize(double[] errors, double[] standardized, BatchStatistics statistics, double[] gamma, double[] products, double[] sums) =>
        [.. errors.Select((e, i) => gamma[i] / Math.Sqrt(statistics.Variance[i] + BatchNormalization.Epsilon)
            * (e - (sums[i] / statistics.Samples) - (standardized[i] * products[i] / statistics.Samples)))];

    private static double[] WeightGradient(ReferenceLayer layer, double[][] input, double[][] errors)
    {
        var gradient = new double[layer.Weight.Length];
        for (var r = 0; r < errors.Length; r++)
        {
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var i = 0; i < layer.Inputs; i++)
                    gradient[(o * layer.Inputs) + i] += errors[r][o] * input[r][i];
            }
        }
        return gradient;
    }

    private static double[] Sum(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Sum(row => row[i]))];

    /// <summary>Errors by the layer's pre-activations become errors by those of the layer before.</summary>
    private static double[][] Propagate(ReferenceLayer layer, Activation activation, LayerTrace before, double[][] errors)
    {
        var result = new double[errors.Length][];
        for (var r = 0; r < errors.Length; r++)
        {
            result[r] = new double[layer.Inputs];
            for (var i = 0; i < layer.Inputs; i++)
            {
                for (var o = 0; o < layer.Outputs; o++)
                    result[r][i] += errors[r][o] * layer.Weight[(o * layer.Inputs) + i];
                result[r][i] *= (before.Factors?[r][i] ?? 1) * ReferenceActivation.Slope(activation, before.PreActivation[r][i]);
            }
        }
        return result;
    }
}
