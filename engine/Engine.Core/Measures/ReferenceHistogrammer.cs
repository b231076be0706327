namespace Engine.Measures;

/// <summary>The joint histograms of a layer in the plainest way: what every faster one is judged against.</summary>
public static class ReferenceHistogrammer
{
    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    /// <returns><c>[neurons][bins, classes]</c>: counts.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, a label is not below <paramref name="classes"/>, or an activation is
    /// NaN.</exception>
    public static int[][] Count(
        ReadOnlySpan<float> activations, ReadOnlySpan<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers)
    {
        ArgumentNullException.ThrowIfNull(quantizers);
        var neurons = quantizers.Count;
        if (activations.Length != (long)labels.Length * neurons)
            throw new ArgumentException(
                $"{labels.Length} samples of {neurons} neurons are not {activations.Length} activations", nameof(activations));
        var counts = new int[neurons][];
        for (var neuron = 0; neuron < neurons; neuron++)
            counts[neuron] = new int[quantizers[neuron].Bins * classes];
        for (var sample = 0; sample < labels.Length; sample++)
        {
            var label = labels[sample] < classes
                ? labels[sample]
                : throw new ArgumentException($"label {sample} is {labels[sample]}: there are {classes} classes", nameof(labels));
            for (var neuron = 0; neuron < neurons; neuron++)
                counts[neuron][(BinOf(quantizers[neuron], activations[(sample * neurons) + neuron], sample, neuron) * classes) + label]++;
        }

        return counts;
    }

    private static int BinOf(Quantizer quantizer, float activation, int sample, int neuron) =>
        float.IsNaN(activation)
            ? throw new ArgumentException($"the activation of neuron {neuron} at sample {sample} is NaN")
            : quantizer.BinOf(activation);
}
