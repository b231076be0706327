using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests;

/// <summary>The vector width is a matter of speed: not one bit of a result depends on it.</summary>
public sealed class VectorWidthTests
{
    public static TheoryData<AblationCase> Cases => AblationCases.All;

    public static TheoryData<AblationCase> Networks => AnalysisDeviceContract.AllNetworks;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_are_the_same_bytes_at_every_width(AblationCase which)
    {
        var curves = Widths().Select(device =>
        {
            using var session = device.Open(which.Network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
            return session.Ablate(which.Request(0), TestContext.Current.CancellationToken);
        }).ToArray();
        Agreement.Identical(curves[0], curves[1]);
        Agreement.Identical(curves[0], curves[2]);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Removed_sets_are_the_same_bytes_at_every_width(AblationCase which)
    {
        var request = new SetRequest(which.Data, NeuronSets.Of(which.Shape), Replacements.Zero, 0, 0);
        var findings = Widths().Select(device =>
        {
            using var session = device.Open(which.Network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
            return session.Remove(request, TestContext.Current.CancellationToken);
        }).ToArray();
        foreach (var found in findings)
        {
            Assert.Equal(findings[0].Intact, found.Intact);
            Assert.Equal(findings[0].Outcomes, found.Outcomes);
        }
    }

    public static TheoryData<Activation> Activations() => [.. Enum.GetValues<Activation>()];

    /// <summary>And they are those of the definition: a chain of fused multiply-adds from the bias on.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void Measured_outputs_are_those_of_the_plain_float32_pass(Activation activation)
    {
        var network = RandomNetworks.Create(new NetworkShape(300, [33, 17], 5, activation, true), 3);
        var data = RandomData.Create(500, 300, 5, 8);
        var rule = new QuantizerRule(QuantizerKind.Quantile, 8);
        foreach (var device in Widths())
        {
            using var session = device.Open(network, new AnalysisResources(2, AnalysisResources.DefaultMemory));
            foreach (var layer in session.Measure(data, [rule, QuantizerRule.OneBit], true, TestContext.Current.CancellationToken))
            {
                var outputs = PlainForwardPass.Layer(network, data, layer.Layer);
                var counts = ReferenceHistogrammer.Count(
                    outputs, data.Labels, 5, [.. layer.Quantized[0].Histograms.Select(histogram => histogram.Quantizer)]);
                Assert.Equal(counts, layer.Quantized[0].Histograms.Select(histogram => histogram.Counts.Counts.ToArray()));
                foreach (var quantized in layer.Quantized)
                    AssertCodes(quantized, outputs);
                var accumulator = new ActivationAccumulator(layer.Neurons, 5, QuantizerFitting.OneBitEdge(activation));
                accumulator.Add(outputs, data.Labels);
                Assert.Equal(
                    accumulator.Results().Select(neuron => (neuron.Mean, neuron.Variance, neuron.Min, neuron.Max, neuron.FractionActive)),
                    layer.Statistics.Select(neuron => (neuron.Mean, neuron.Variance, neuron.Min, neuron.Max, neuron.FractionActive)));
            }
        }
    }

    /// <summary>Every symbol is that of its output.</summary>
    private static void AssertCodes(QuantizedLayer quantized, float[] outputs)
    {
        var neurons = quantized.Histograms.Length;
        for (var neuron = 0; neuron < neurons; neuron++)
        {
            var quantizer = quantized.Histograms[neuron].Quantizer;
            var expected = Enumerable.Range(0, outputs.Length / neurons)
                .Select(sample => (byte)quantizer.BinOf(outputs[(sample * neurons) + neuron]));
            Assert.Equal(expected, quantized.Codes!.Of(neuron).ToArray());
        }
    }

    private static SimdDevice[] Widths() => [new(VectorWidth.Bits128), new(VectorWidth.Bits256), new(VectorWidth.Bits512)];
}
