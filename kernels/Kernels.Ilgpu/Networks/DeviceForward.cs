using Engine.Data;
using Engine.Networks;
using Engine.Numerics;
using ILGPU;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Networks;

/// <summary>Runs batches of samples through the first layers of a network on the device.</summary>
/// <remarks>Copied to the device: the batch's features as float32, where they are not there yet. Every layer's outputs stay there,
/// <c>[neurons, capacity]</c>.</remarks>
internal sealed class DeviceForward
{
    /// <summary>Larger batches gain nothing more.</summary>
    private const int MostSamples = 4096;

    private readonly Machine _machine;
    private readonly DeviceNetwork _network;
    private readonly Features _features;
    private readonly ArrayView<float>? _resident;
    private readonly InputLoader? _loader;
    private readonly ArrayView<float>[] _outputs;
    private readonly int _lastLayer;

    /// <param name="lastLayer">The last layer to compute (1-based); the logits are layer H + 1.</param>
    /// <param name="bytes">The buffers take about so many, and no result depends on it.</param>
    public DeviceForward(
        Machine machine, DeviceMemory memory, DeviceNetwork network, DeviceInputs inputs, WorkerTeam team, Features features, int lastLayer,
        long bytes)
    {
        (_machine, _network, _features, _lastLayer, Capacity) =
            (machine, network, features, lastLayer, CapacityFor(network.Shape, lastLayer, features.Samples, bytes));
        _resident = inputs.Of(features, bytes);
        _loader = _resident is null ? new InputLoader(machine, memory, team, network.Shape.Inputs, Capacity) : null;
        _outputs =
        [
            .. Enumerable.Range(0, lastLayer + 1)
                .Select(layer => layer == 0 && _resident is not null
                    ? default
                    : memory.Allocate<float>((long)network.Shape.Width(layer) * Capacity)),
        ];
    }

    public int Capacity { get; }

    /// <summary>The outputs of layer <paramref name="layer"/> for the last batch, <c>[neurons, Capacity]</c>; of the last layer, where it
    /// is that of the logits, the pre-activations.</summary>
    public ArrayView<float> Output(int layer) => _outputs[layer];

    public void Run(int first, int count) => Run(first, count, _outputs[_lastLayer], Capacity);

    /// <summary>Runs any number of samples, a batch at a time, the last layer's outputs to another place, <c>[neurons,
    /// stride]</c>.</summary>
    public void Run(int first, int count, ArrayView<float> target, int stride, CancellationToken cancellation)
    {
        for (var done = 0; done < count; done += Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(first + done, Math.Min(Capacity, count - done), target.SubView(done), stride);
        }
    }

    /// <summary>Samples of a batch: as many as fit, some at least.</summary>
    internal static int CapacityFor(NetworkShape shape, int lastLayer, int samples, long bytes)
    {
        var perSample = sizeof(float) * ((2L * shape.Inputs) + Enumerable.Range(1, lastLayer).Sum(layer => (long)shape.Width(layer)));
        var most = Math.Min(MostSamples, int.MaxValue / shape.Inputs);
        return (int)Math.Min(samples, Math.Clamp(bytes / perSample, Math.Min(128, most), most));
    }

    private void Run(int first, int count, ArrayView<float> target, int stride)
    {
        _loader?.Load(_features, first, count, _outputs[0], Capacity);
        var (inputs, inputStride) = _resident is { } resident ? (resident.SubView(first), _features.Samples) : (_outputs[0], Capacity);
        for (var layer = 1; layer < _lastLayer; layer++)
        {
            Layer(layer, count, inputs, inputStride, _outputs[layer], Capacity);
            (inputs, inputStride) = (_outputs[layer], Capacity);
        }
        Layer(_lastLayer, count, inputs, inputStride, target, stride);
    }

    private void Layer(int layer, int count, ArrayView<float> inputs, int inputStride, ArrayView<float> target, int stride)
    {
        var width = _network.Shape.Width(layer);
        var isLogits = layer == _network.Shape.Layers;
        _machine.Kernels.Affine(
            new AffineArguments
            {
                Inputs = inputs,
                Weights = _network.Weights(layer),
                Bias = _network.Bias(layer),
                Sums = target,
                Outputs = target,
                Moves = _network.WholeMove(layer),
                InputStride = inputStride,
                OutputStride = stride,
                Width = width,
                Samples = SampleLists.Every(count),
                StoresSums = isLogits ? 1 : 0,
                StoresOutputs = isLogits ? 0 : 1,
                Activation = isLogits ? default : _network.Shape.ActivationOf(layer),
            },
            count,
            width,
            1);
    }
}
