using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Measures all hidden layers, holding the outputs of as many layers at a time as the memory budget allows (one at least).</summary>
internal sealed unsafe class LayerMeasurer(
    PackedNetwork network, LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, WorkerTeam team, long memory, VectorWidth width)
{
    /// <summary>Samples of one accumulator: fixed, because where accumulators are cut shows in the last digits.</summary>
    private const int StatisticsChunk = 2048;

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
        var statistics = Statistics(outputs[layer], layer, neurons);
        var quantized = rules.Select(rule => Quantize(outputs[layer], rule, statistics));
        return new LayerMeasurement(layer, [.. statistics], [.. quantized]);
    }

    private ActivationStatistics[] Statistics(float* outputs, int layer, int neurons)
    {
        var chunks = (data.Samples + StatisticsChunk - 1) / StatisticsChunk;
        var accumulators = new ActivationAccumulator[chunks];
        team.Run(chunks, chunk =>
        {
            var first = chunk * StatisticsChunk;
            var count = Math.Min(StatisticsChunk, data.Samples - first);
            accumulators[chunk] = new ActivationAccumulator(neurons, data.Classes, QuantizerFitting.OneBitEdge(network.Network.Activation));
            accumulators[chunk].Add(new ReadOnlySpan<float>(outputs + ((long)first * neurons), count * neurons), data.Labels.AsSpan(first, count));
        });
        for (var chunk = 1; chunk < chunks; chunk++)
            accumulators[0].Append(accumulators[chunk]);
        try
        {
            return accumulators[0].Results();
        }
        catch (InvalidOperationException cause)
        {
            throw new UserErrorException($"hidden layer {layer}: {cause.Message}. Look for NaN or infinity in the features, and for weights so large that outputs leave float32's range.", cause);
        }
    }

    private QuantizedLayer Quantize(float* outputs, QuantizerRule rule, ActivationStatistics[] statistics)
    {
        var quantizers = new Quantizer[statistics.Length];
        team.Run(quantizers.Length, neuron => quantizers[neuron] = rule.Kind == QuantizerKind.Quantile
            ? QuantizerFitting.Fit(rule, network.Network.Activation, Column(outputs, neuron, statistics.Length))
            : QuantizerFitting.FromRange(rule, network.Network.Activation, statistics[neuron].Min, statistics[neuron].Max));
        var counts = JointHistogramCounter.Count(outputs, data.Labels, data.Classes, quantizers, team, width);
        var histograms = quantizers.Select((quantizer, neuron) =>
            new NeuronHistogram(quantizer, new JointHistogram(quantizer.Bins, data.Classes, counts[neuron])));
        var symbols = codes ? NeuronCodes.Quantize(new ReadOnlySpan<float>(outputs, data.Samples * quantizers.Length), quantizers) : null;
        return new QuantizedLayer(rule, [.. histograms], symbols);
    }

    private float[] Column(float* outputs, int neuron, int neurons)
    {
        var column = new float[data.Samples];
        for (var sample = 0; sample < column.Length; sample++)
            column[sample] = outputs[((long)sample * neurons) + neuron];
        return column;
    }
}
