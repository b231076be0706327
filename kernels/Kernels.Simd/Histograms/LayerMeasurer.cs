using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Measures all hidden layers, holding the outputs of as many layers at a time as the memory budget allows (one at
/// least).</summary>
internal sealed unsafe class LayerMeasurer(
    PackedNetwork network, LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, WorkerTeam team, long memory,
    VectorWidth width)
{
    public IReadOnlyList<LayerMeasurement> Run(CancellationToken cancellation)
    {
        var results = new List<LayerMeasurement>();
        var hidden = network.Network.HiddenLayers;
        while (results.Count < hidden)
        {
            using var outputs = LayerOutputs.Compute(network, data.Features, results.Count + 1, memory, team, width, cancellation);
            for (var layer = results.Count + 1; layer <= outputs.LastLayer; layer++)
            {
                cancellation.ThrowIfCancellationRequested();
                results.Add(Measure(layer, outputs));
            }
        }
        return results;
    }

    private LayerMeasurement Measure(int layer, LayerOutputs outputs)
    {
        var neurons = network.Network.Layers[layer - 1].Outputs;
        var statistics = LayerStatistics.Of(outputs[layer], layer, neurons, data, network.Network.ActivationOf(layer), team);
        var quantized = rules.Select(rule => Quantize(layer, outputs[layer], rule, statistics));
        return new LayerMeasurement(layer, [.. statistics], [.. quantized]);
    }

    private QuantizedLayer Quantize(int layer, float* outputs, QuantizerRule rule, ActivationStatistics[] statistics)
    {
        var quantizers = LayerQuantizers.Fit(rule, outputs, statistics, network.Network.ActivationOf(layer), team);
        byte[][]? symbols = codes ? [.. quantizers.Select(_ => new byte[data.Samples])] : null;
        var counts = JointHistogramCounter.Count(outputs, data.Labels, data.Classes, quantizers, team, width, symbols);
        var histograms = quantizers.Select((quantizer, neuron) =>
            new NeuronHistogram(quantizer, new JointHistogram(quantizer.Bins, data.Classes, counts[neuron])));
        return new QuantizedLayer(
            rule, [.. histograms], symbols is null ? null : new NeuronCodes(symbols, [.. quantizers.Select(quantizer => quantizer.Bins)]));
    }
}
