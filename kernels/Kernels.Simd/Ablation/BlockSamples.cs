using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>A block of samples as ablation sees it: for each neuron of the first layer that is ablated the samples for which it says
/// something.</summary>
internal sealed unsafe class BlockSamples : IDisposable
{
    private readonly ForwardPass _pass;
    private readonly int _layer;
    private readonly AlignedBuffer _memory;
    private readonly SampleList[] _reached;

    /// <param name="layer">The first layer that is ablated.</param>
    /// <param name="capacity">Samples of a whole block.</param>
    public BlockSamples(PackedNetwork network, int layer, int capacity, VectorWidth width)
    {
        _layer = layer;
        var neurons = network.Shape.Width(layer);
        _pass = new ForwardPass(network, capacity, width);
        _memory = new AlignedBuffer((neurons + 1) * SampleList.Length(capacity));
        var lists = Enumerable.Range(0, neurons + 1)
            .Select(i => new SampleList(_memory.Pointer + (i * SampleList.Length(capacity)), capacity))
            .ToArray();
        (_reached, Everyone) = (lists[..neurons], lists[neurons]);
    }

    /// <summary>All samples of the block.</summary>
    public SampleList Everyone { get; }

    /// <summary>The samples for which a neuron's output in the intact network is not 0, and these outputs.</summary>
    public SampleList Reached(int neuron) => _reached[neuron];

    public void Load(LabelledData data, int first, int count)
    {
        var labels = data.Labels.AsSpan(first, count);
        _pass.Run(data.Features, first, count);
        var source = _pass.Output(_layer);
        Everyone.Clear();
        for (var sample = 0; sample < count; sample++)
            Everyone.Add(sample, labels[sample], 0, true);
        for (var neuron = 0; neuron < _reached.Length; neuron++)
        {
            var list = _reached[neuron];
            list.Clear();
            float* output = source.Pointer + neuron;
            for (var sample = 0; sample < count; sample++, output += source.Stride)
                list.Add(sample, labels[sample], *output, *output != 0);
        }
    }

    public void Dispose()
    {
        _pass.Dispose();
        _memory.Dispose();
    }
}
