using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>From the errors at the logits to the gradient of the mean loss by every parameter.</summary>
public static class ReferenceBackward
{
    /// <param name="bottleneck">With <paramref name="labels"/>, where the last hidden layer has a code.</param>
    /// <returns>Gradients in the order of <see cref="ReferenceLayer.Parameters"/>, layer after layer, then the bottleneck's.</returns>
    public static double[][] Run(
        IReadOnlyList<ReferenceLayer> layers, Activation activation, LayerTrace[] traces, double[][] logitErrors,
        ReferenceBottleneck? bottleneck = null, IReadOnlyList<byte>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(traces);
        var gradients = new List<double[]>();
        var errors = logitErrors;
        (double[][] Mean, double[][] Input, double[][] Blocks)? code = null;
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            gradients.InsertRange(0, Layer(layers[i], traces[i], ref errors));
            if (i == 0)
                break;
            errors = ByInputs(layers[i], errors);
            if (traces[i].Code is not null)
                errors = Sum(errors, code!.Value.Input);
            if (traces[i - 1].Code is { } trace)
            {
                code = bottleneck!.Backward(trace, labels!, errors);
                errors = code.Value.Mean;
            }
            errors = ByPreActivations(activation, traces[i - 1], errors);
        }
        return [.. gradients, .. code?.Blocks ?? []];
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

    /// <summary>gamma / sqrt(variance + epsilon) (e - mean e - x mean(e x)), x the standardized value (Ioffe, Szegedy,
    /// section 3).</summary>
    private static double[] Unnormalize(
        double[] errors, double[] standardized, BatchStatistics statistics, double[] gamma, double[] products, double[] sums) =>
        [.. errors.Select((e, i) => gamma[i] / Math.Sqrt(statistics.Variance[i] + BatchNormalization.DefaultEpsilon)
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

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];

    /// <summary>Errors by the layer's pre-activations become errors by its inputs.</summary>
    private static double[][] ByInputs(ReferenceLayer layer, double[][] errors)
    {
        var result = new double[errors.Length][];
        for (var r = 0; r < errors.Length; r++)
        {
            result[r] = new double[layer.Inputs];
            for (var i = 0; i < layer.Inputs; i++)
            {
                for (var o = 0; o < layer.Outputs; o++)
                    result[r][i] += errors[r][o] * layer.Weight[(o * layer.Inputs) + i];
            }
        }
        return result;
    }

    /// <summary>Errors by a layer's outputs, after its dropout, become errors by its pre-activations.</summary>
    private static double[][] ByPreActivations(Activation activation, LayerTrace trace, double[][] errors) =>
        [
            .. errors.Select((row, r) => row
                .Select((e, i) => e * (trace.Factors?[r][i] ?? 1) * ActivationFunction.Of(activation).Slope(trace.PreActivation[r][i]))
                .ToArray()),
        ];
}
