using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>A block of samples as ablation sees it: labels, and the intact outputs of the first layer that is ablated, panel by panel of samples and
/// there neuron by neuron.</summary>
internal sealed unsafe class BlockSamples : IDisposable
{
    private readonly ForwardPass _pass;
    private readonly int _layer;
    private readonly AlignedBuffer _outputs;
    private readonly int _capacity;
    private readonly int _panel;
    private readonly int _neurons;

    /// <param name="layer">The first layer that is ablated.</param>
    /// <param name="capacity">Samples of a whole block.</param>
    /// <param name="panel">Samples of a panel; it divides <paramref name="capacity"/>.</param>
    public BlockSamples(PackedNetwork network, int layer, int capacity, int panel, VectorWidth width)
    {
        (_layer, _capacity, _panel, _neurons) = (layer, capacity, panel, network.Network.Shape.Width(layer));
        _pass = new ForwardPass(network, capacity, width);
        _outputs = new AlignedBuffer((long)_neurons * capacity);
        Labels = new byte[capacity];
    }

    public int Count { get; private set; }

    public byte[] Labels { get; }

    /// <summary>The outputs of all neurons for the panel that begins with a sample of the block, <c>[neurons, panel]</c>.</summary>
    public float* Panel(int firstSample) => _outputs.Pointer + ((long)firstSample * _neurons);

    public void Load(LabelledData data, int first)
    {
        Count = Math.Min(_capacity, data.Samples - first);
        data.Labels.AsSpan(first, Count).CopyTo(Labels);
        _pass.Run(data.Features, first, Count);
        var source = _pass.Output(_layer);
        for (var sample = 0; sample < Count; sample++)
        {
            float* row = source.Row(sample), target = Panel(sample - (sample % _panel)) + (sample % _panel);
            for (var neuron = 0; neuron < _neurons; neuron++, target += _panel)
                *target = row[neuron];
        }
    }

    /// <summary>The share of outputs that are not 0, of the neurons that have any.</summary>
    public double ActiveShare()
    {
        long active = 0, neurons = 0;
        for (var neuron = 0; neuron < _neurons; neuron++)
        {
            var found = 0;
            for (var sample = 0; sample < Count; sample++)
                found += Panel(sample - (sample % _panel))[(neuron * _panel) + (sample % _panel)] != 0 ? 1 : 0;
            (active, neurons) = (active + found, neurons + (found > 0 ? 1 : 0));
        }
        return neurons == 0 ? 0 : (double)active / (neurons * Count);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _outputs.Dispose();
    }
}
