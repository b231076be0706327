using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Networks;

/// <summary>A network's parameters on the device, as for inference: batch normalization folded in, parameters flushed.</summary>
internal sealed class DeviceNetwork : IDisposable
{
    private readonly DeviceMemory _memory;
    private readonly ArrayView<float>[] _weights;
    private readonly ArrayView<float>[] _biases;
    private readonly ArrayView<Move>[] _moves;

    public DeviceNetwork(Machine machine, Network network)
    {
        Network = network.ForInference();
        Shape = Network.Shape;
        _memory = machine.NewMemory();
        try
        {
            _weights = [.. Network.Layers.Select(layer => _memory.Upload(Transposed(layer)))];
            _biases = [.. Network.Layers.Select(layer => _memory.Upload(layer.Bias))];
            _moves = [.. Network.Layers.Select(layer => _memory.Upload([new Move { To = layer.Inputs, Columns = layer.Outputs }]))];
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public Network Network { get; }

    public NetworkShape Shape { get; }

    /// <summary>The weights into layer <paramref name="layer"/> (1-based), <c>[inputs, outputs]</c>.</summary>
    public ArrayView<float> Weights(int layer) => _weights[layer - 1];

    /// <summary><c>[outputs]</c>.</summary>
    public ArrayView<float> Bias(int layer) => _biases[layer - 1];

    /// <summary>The whole map into layer <paramref name="layer"/>, for one order.</summary>
    public ArrayView<Move> WholeMove(int layer) => _moves[layer - 1];

    public void Dispose() => _memory.Dispose();

    /// <returns>The layer's weights <c>[inputs, outputs]</c>, as kernels read them.</returns>
    private static float[] Transposed(DenseLayer layer)
    {
        var weights = new float[layer.Weight.Length];
        for (var output = 0; output < layer.Outputs; output++)
        {
            var incoming = layer.Incoming(output);
            for (var input = 0; input < incoming.Length; input++)
                weights[(input * layer.Outputs) + output] = incoming[input];
        }
        return weights;
    }
}
