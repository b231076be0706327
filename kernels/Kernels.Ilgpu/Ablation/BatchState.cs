using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>The device's buffers for one batch: some orders on some samples.</summary>
/// <remarks>Pre-activations that later steps need are kept at the sample's number: in the network of every layer, within a layer only of
/// the next. The values after that within a layer live for one step, packed in the order of the step's list, so that they are written and
/// read in whole lines of memory however few samples change.</remarks>
internal sealed class BatchState : BatchScores
{
    private readonly ArrayView<float>[] _sums;
    private readonly ArrayView<float>[] _outputs;
    private readonly int _first;

    /// <param name="stride">Samples that the buffers hold.</param>
    public BatchState(DeviceMemory memory, NetworkShape shape, OrderGroup group, int stride)
        : base(memory, group.Orders, group.Steps, stride)
    {
        _first = group.FirstLayer;
        var cells = (long)group.Orders * stride;
        Intact = memory.Allocate<float>((long)group.FirstWidth * stride);
        _sums = [.. group.Layers.Select(layer => memory.Allocate<float>(StoresSums(group, shape, layer) ? cells * shape.Width(layer) : 1))];
        _outputs =
            [.. group.Layers.Select(layer => memory.Allocate<float>(StoresOutputs(group, shape, layer) ? cells * shape.Width(layer) : 1))];
        Lists = memory.Allocate<int>((long)group.Lists * stride);
        Counts = memory.Allocate<int>(group.Counters);
    }

    /// <summary>Intact outputs of the first ablated layer, <c>[width, Stride]</c>.</summary>
    public ArrayView<float> Intact { get; }

    /// <summary><c>[lists, Stride]</c>: the samples that a neuron's return changes.</summary>
    public ArrayView<int> Lists { get; }

    /// <summary>How many.</summary>
    public ArrayView<int> Counts { get; }

    /// <summary>Pre-activations of a layer after the first, <c>[orders][width, Stride]</c>, where <see cref="StoresSums"/>.</summary>
    public ArrayView<float> Sums(int layer) => _sums[layer - _first - 1];

    /// <summary>Outputs of a hidden layer after the first, packed, <c>[orders][width, Stride]</c>, where
    /// <see cref="StoresOutputs"/>.</summary>
    public ArrayView<float> Outputs(int layer) => _outputs[layer - _first - 1];

    /// <summary>Whether a layer's sums outlive a step, at the samples' numbers.</summary>
    public static bool KeepsSums(OrderGroup group, int layer) => group.IsNetwork || layer == group.FirstLayer + 1;

    /// <summary>Logits are sums, kept or packed.</summary>
    public static bool StoresSums(OrderGroup group, NetworkShape shape, int layer) => KeepsSums(group, layer) || layer == shape.Layers;

    public static bool StoresOutputs(OrderGroup group, NetworkShape shape, int layer) => !group.IsNetwork && layer < shape.Layers;
}
