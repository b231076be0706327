using Engine.Measures;
using Engine.Networks;
using Engine.Randomness;

namespace Benchmarks.Subjects;

/// <summary>Outputs like a ReLU network's, of which each neuron prefers one class.</summary>
/// <param name="Activations"><c>[samples, neurons]</c>.</param>
internal sealed record HistogramData(float[] Activations, byte[] Labels, int Neurons)
{
    public const int Classes = 10;

    /// <summary>One bit, and 32 bins.</summary>
    public static IReadOnlyList<QuantizerRule> Rules { get; } = [QuantizerRule.OneBit, new QuantizerRule(QuantizerKind.Uniform, 5)];

    public static HistogramData Draw(int samples, int neurons)
    {
        var random = new RandomStream(0, RandomPurpose.DataGeneration, 0);
        var (labels, activations) = (new byte[samples], new float[samples * neurons]);
        for (var sample = 0; sample < samples; sample++)
        {
            labels[sample] = (byte)random.NextInt(Classes);
            for (var neuron = 0; neuron < neurons; neuron++)
                activations[(sample * neurons) + neuron] = Math.Max(
                    0, (float)(random.NextDouble() - 0.5 + (labels[sample] == neuron % Classes ? 0.4 : 0)));
        }
        return new HistogramData(activations, labels, neurons);
    }

    public Quantizer[] Fit(QuantizerRule rule)
    {
        var max = new float[Neurons];
        for (var i = 0; i < Activations.Length; i++)
            max[i % Neurons] = Math.Max(max[i % Neurons], Activations[i]);
        return [.. max.Select(top => QuantizerFitting.FromRange(rule, Activation.Relu, 0, top))];
    }

    /// <exception cref="WrongResultException">A count is not the plain counter's.</exception>
    public void RequireRight(int[][] counts, Quantizer[] quantizers)
    {
        var expected = ReferenceHistogrammer.Count(Activations, Labels, Classes, quantizers);
        for (var neuron = 0; neuron < Neurons; neuron++)
        {
            if (!expected[neuron].AsSpan().SequenceEqual(counts[neuron]))
                throw new WrongResultException($"the joint histogram of neuron {neuron} is not the plain counter's");
        }
    }
}
