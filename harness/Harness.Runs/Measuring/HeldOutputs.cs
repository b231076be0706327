using System.Runtime.InteropServices;
using Engine;
using Engine.Analysis.Streams;
using Engine.Data;
using Engine.Numerics;

namespace Harness.Runs.Measuring;

/// <summary>A stored layer that was read whole, as float32, <c>[samples, neurons]</c>.</summary>
public sealed class HeldOutputs : StreamedOutputs
{
    /// <summary>Bytes that are read at a time, one sample at least.</summary>
    private const int Block = 4 << 20;

    private readonly StoredLayer _layer;
    private readonly float[] _values;

    private HeldOutputs(StoredLayer layer, float[] values) : base(layer.Name, layer.Samples, layer.Neurons) =>
        (_layer, _values) = (layer, values);

    /// <summary>The outputs as a network's inputs.</summary>
    public FloatFeatures Features => new(_values, Samples, Neurons);

    /// <param name="memory">Bytes that they may take, of which they take half: an analysis holds those of the layer that it measures
    /// beside its inputs.</param>
    /// <exception cref="UserErrorException">They do not fit memory, are not finite, or cannot be read.</exception>
    public static HeldOutputs Read(StoredLayer layer, long memory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layer);
        RequireMemory(layer, memory);
        var values = new float[(long)layer.Samples * layer.Neurons];
        var rowBytes = layer.Neurons * layer.Element.Bytes();
        var rows = Math.Max(1, Block / rowBytes);
        var block = new byte[rows * rowBytes];
        for (var first = 0; first < layer.Samples; first += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(rows, layer.Samples - first);
            var elements = block.AsSpan(0, count * rowBytes);
            layer.Read(first, elements);
            var target = values.AsSpan(first * layer.Neurons, count * layer.Neurons);
            if (layer.Element.Widen(elements, target))
                continue;
            var at = ((ReadOnlySpan<float>)target).FirstNotFinite();
            throw layer.NotFinite(first + (at / layer.Neurons), at % layer.Neurons, target[at]);
        }
        return new HeldOutputs(layer, values);
    }

    public override void Read(int firstSample, Span<byte> block) =>
        MemoryMarshal.AsBytes(_values.AsSpan(firstSample * Neurons, block.Length / sizeof(float))).CopyTo(block);

    public override UserErrorException NotFinite(int sample, int neuron, float value) => _layer.NotFinite(sample, neuron, value);

    private static void RequireMemory(StoredLayer layer, long memory)
    {
        var bytes = (long)layer.Samples * layer.Neurons * sizeof(float);
        if (bytes / sizeof(float) > Array.MaxLength)
            throw new UserErrorException(
                $"{layer.Name}: {layer.Samples} samples of {layer.Neurons} neurons are more outputs than can be held at once, "
                    + $"{Array.MaxLength}. With --head give fewer samples; without it they are streamed.");
        if (2 * bytes > memory)
            throw new UserErrorException(
                $"{layer.Name}: with --head the outputs are held in memory, and {layer.Samples} samples of {layer.Neurons} neurons need "
                    + $"{(2 * bytes >> 20) + 1} MiB; --memory is {memory >> 20}. Give more, or fewer samples; without --head they are "
                    + "streamed.");
    }
}
