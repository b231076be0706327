using Engine.Networks;

namespace Engine.Inference;

/// <summary>How far correct float32 logits may lie from the exact ones: a standard deviation, carried along a forward pass in
/// float64.</summary>
/// <remarks>A fused multiply-add changes a partial sum s by at most u |s|, u = 2^-24; spread evenly, that is a variance of (u s)^2 / 3.
/// Roundings are
/// taken as independent (the model of Higham and Mary, "A new approach to probabilistic rounding error analysis", 2019), so that a sum's
/// variance is that of its own roundings plus w^2 times that of every input, and an activation multiplies by its slope squared.</remarks>
/// <param name="network">As for inference: folded and flushed.</param>
public sealed class RoundingModel(Network network)
{
    /// <summary>2^-24, half a unit in the last place of 1.</summary>
    public const double Unit = 1.0 / (1 << 24);

    private const double UnitVariance = Unit * Unit / 3;

    /// <summary>Units in the last place by which a vectorized activation may be off.</summary>
    private const double ActivationUnits = 4;

    /// <summary>A slope is looked for so many standard deviations around the pre-activation.</summary>
    private const double Reach = 8;

    /// <summary>The largest standard deviation among a sample's logits.</summary>
    /// <param name="input"><c>[inputs]</c>; exact.</param>
    /// <param name="removed"><c>[hidden layers][neurons]</c>: outputs that are replaced.</param>
    /// <param name="replaced"><c>[hidden layers][neurons]</c>: by what; null for 0 everywhere.</param>
    public double Deviation(ReadOnlySpan<float> input, bool[][] removed, float[][]? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(removed);
        var values = new double[input.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = input[i];
        var sums = network.BeginsWithOutputs
            ? [.. values.Select(value => (value, 0.0))]
            : Sums(network.Layers[0], values, new double[values.Length]);
        for (var layer = 1; layer < network.Layers.Length; layer++)
        {
            var off = removed[layer - 1];
            var others = replaced?[layer - 1];
            var activation = network.ActivationOf(layer);
            var isGiven = layer == 1 && network.BeginsWithOutputs;
            values = [.. sums.Select((sum, i) => off[i] ? others?[i] ?? 0 : ReferencePass.Output(network, layer, sum.Value))];
            var variances = sums
                .Select((sum, i) => off[i] || isGiven ? 0 : OutputVariance(activation, sum.Value, sum.Variance, values[i])).ToArray();
            sums = Sums(network.Layers[layer], values, variances);
        }
        return Math.Sqrt(sums.Max(sum => sum.Variance));
    }

    private static (double Value, double Variance)[] Sums(DenseLayer layer, double[] inputs, double[] variances)
    {
        var sums = new (double Value, double Variance)[layer.Outputs];
        for (var o = 0; o < sums.Length; o++)
        {
            var weights = layer.Incoming(o);
            double sum = layer.Bias[o], roundings = 0, inherited = 0;
            for (var i = 0; i < inputs.Length; i++)
            {
                // A unit that is off may be on in float32.
                inherited += (double)weights[i] * weights[i] * variances[i];
                if (inputs[i] == 0)
                    continue;
                sum += weights[i] * inputs[i];
                roundings += sum * sum;
            }
            sums[o] = (sum, (roundings * UnitVariance) + inherited);
        }
        return sums;
    }

    private static double OutputVariance(Activation activation, double z, double variance, double output)
    {
        var reach = Reach * Math.Sqrt(variance);
        var slope = ActivationFunction.Of(activation).Steepest(z - reach, z + reach);
        return (slope * slope * variance) + (ActivationUnits * ActivationUnits * UnitVariance * output * output);
    }
}
