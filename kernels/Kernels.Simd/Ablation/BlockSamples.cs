using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>A block of samples as ablation sees it: labels, and the intact outputs of the first layer that is ablated, neuron by neuron.</summary>
internal sealed unsafe class BlockSamples : IDisposable
{
    private readonly ForwardPass _pass;
    private readonly int _layer;
    private readonly AlignedBuffer _outputs;
    private readonly int _capacity;

    public BlockSamples(PackedNetwork network, int layer, int capacity, VectorWidth width)
    {
        (_layer, _capacity) = (layer, capacity);
        _pass = new ForwardPass(network, capacity, width);
        _outputs = new AlignedBuffer((long)network.Network.Shape.Width(layer) * capacity);
        Labels = new byte[capacity];
    }

    public int Count { get; private set; }

    public byte[] Labels { get; }

    /// <summary>The outputs of one neuron, <c>[samples]</c>.</summary>
    public float* Outputs(int neuron) => _outputs.Pointer + ((long)neuron * _capacity);

    public void Load(LabelledData data, int first)
    {
        Count = Math.Min(_capacity, data.Samples - first);
        data.Labels.AsSpan(first, Count).CopyTo(Labels);
        _pass.Run(data.Features, first, Count);
        var source = _pass.Output(_layer);
        for (var sample = 0; sample < Count; sample++)
        {
            var row = source.Row(sample);
            for (var neuron = 0; neuron < source.Columns; neuron++)
                _outputs.Pointer[((long)neuron * _capacity) + sample] = row[neuron];
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _outputs.Dispose();
    }
}
