using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Networks;

/// <summary>Measures all hidden layers, holding the outputs of as many layers at a time as the budget allows (one at least).</summary>
/// <remarks>A layer's outputs stay on the device, where its histograms are counted. They are copied to the host once: statistics are sums
/// in
/// float64 in the order of the samples, the same to the last digit on every device, quantiles need them sorted, and the symbols for
/// permutation tests are wanted on the host in any case.</remarks>
internal sealed unsafe class LayerMeasurer(
    Machine machine, DeviceNetwork network, DeviceInputs inputs, LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes,
    WorkerTeam team)
{
    public IReadOnlyList<LayerMeasurement> Run(MemoryBudget budget, CancellationToken cancellation)
    {
        var results = new List<LayerMeasurement>();
        while (results.Count < network.Shape.Hidden.Length)
            results.AddRange(budget.Run($"measuring layer {results.Count + 1}", bytes => From(results.Count + 1, bytes, cancellation)));
        return results;
    }

    /// <summary>Layer <paramref name="first"/> and those after it that fit.</summary>
    private List<LayerMeasurement> From(int first, long bytes, CancellationToken cancellation)
    {
        using var memory = machine.NewMemory();
        var last = LastLayer(first, bytes / 2);
        var outputs = Enumerable.Range(first, last - first + 1).Select(layer => memory.Allocate<float>(Elements(layer))).ToArray();
        var labels = memory.Upload(data.Labels);
        Fill(memory, outputs, first, last, bytes / 2, cancellation);
        var results = new List<LayerMeasurement>();
        for (var layer = first; layer <= last; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Measure(layer, outputs[layer - first], labels));
        }
        return results;
    }

    private int LastLayer(int first, long bytes)
    {
        var last = first;
        for (var taken = Elements(first) * sizeof(float);
            last < network.Shape.Hidden.Length && taken + (Elements(last + 1) * sizeof(float)) <= bytes;
            last++)
            taken += Elements(last + 1) * sizeof(float);
        return last;
    }

    private long Elements(int layer) => (long)data.Samples * network.Shape.Width(layer);

    /// <param name="outputs">Written: of layers first to last, <c>[samples, neurons]</c>.</param>
    private void Fill(DeviceMemory memory, ArrayView<float>[] outputs, int first, int last, long bytes, CancellationToken cancellation)
    {
        var forward = new DeviceForward(machine, memory, network, inputs, team, data.Features, last, bytes);
        for (var sample = 0; sample < data.Samples; sample += forward.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(forward.Capacity, data.Samples - sample);
            forward.Run(sample, count);
            for (var layer = first; layer <= last; layer++)
            {
                var width = network.Shape.Width(layer);
                machine.Kernels.Transpose(new TransposeArguments
                {
                    Source = forward.Output(layer),
                    Target = outputs[layer - first].SubView((long)sample * width),
                    Rows = width,
                    Columns = count,
                    SourceStride = forward.Capacity,
                    TargetStride = width,
                });
            }
        }
    }

    private LayerMeasurement Measure(int layer, ArrayView<float> outputs, ArrayView<byte> labels)
    {
        var neurons = network.Shape.Width(layer);
        using var host = new AlignedBuffer(Elements(layer));
        outputs.CopyToCPU(machine.Accelerator.DefaultStream, ref *host.Pointer, host.Length);
        machine.Accelerator.Synchronize();
        var statistics = LayerStatistics.Of(host.Pointer, layer, neurons, data, network.Shape.ActivationOf(layer), team);
        var quantized = rules.Select(rule => Quantize(layer, rule, outputs, labels, host, statistics)).ToArray();
        return new LayerMeasurement(layer, [.. statistics], [.. quantized]);
    }

    private QuantizedLayer Quantize(
        int layer, QuantizerRule rule, ArrayView<float> outputs, ArrayView<byte> labels, AlignedBuffer host,
        ActivationStatistics[] statistics)
    {
        using var memory = machine.NewMemory();
        var quantizers = LayerQuantizers.Fit(rule, host.Pointer, statistics, network.Shape.ActivationOf(layer), team);
        var counter = new HistogramCounter(machine, memory, quantizers, data.Classes);
        counter.Add(outputs, labels, data.Samples);
        var histograms = counter.Result().Select((counts, neuron) =>
            new NeuronHistogram(quantizers[neuron], new JointHistogram(quantizers[neuron].Bins, data.Classes, counts)));
        return new QuantizedLayer(
            rule, [.. histograms], codes ? LayerQuantizers.Codes(quantizers, host.Pointer, data.Samples, team) : null);
    }
}
