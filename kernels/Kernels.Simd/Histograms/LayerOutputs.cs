using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>The outputs of some consecutive hidden layers on a whole split, each <c>[samples, neurons]</c>, row-major without
/// padding.</summary>
internal sealed unsafe class LayerOutputs : IDisposable
{
    private readonly AlignedBuffer[] _buffers;
    private readonly int _first;

    private LayerOutputs(AlignedBuffer[] buffers, int first) => (_buffers, _first) = (buffers, first);

    /// <summary>The last layer that is held (1-based).</summary>
    public int LastLayer => _first + _buffers.Length - 1;

    public float* this[int layer] => _buffers[layer - _first].Pointer;

    /// <summary>Computes hidden layer <paramref name="first"/> and as many after it as fit <paramref name="memory"/> bytes.</summary>
    public static LayerOutputs Compute(
        PackedNetwork network, Features features, int first, long memory, WorkerTeam team, VectorWidth width,
        CancellationToken cancellation)
    {
        var shape = network.Shape;
        var last = first;
        for (var bytes = Bytes(first); last < shape.Hidden.Length && bytes + Bytes(last + 1) <= memory; last++)
            bytes += Bytes(last + 1);
        var outputs = new LayerOutputs(
            [.. Enumerable.Range(first, last - first + 1).Select(layer => new AlignedBuffer((long)features.Samples * shape.Width(layer)))],
            first);
        try
        {
            outputs.Fill(network, features, team, width, cancellation);
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }

        long Bytes(int layer) => (long)features.Samples * shape.Width(layer) * sizeof(float);
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private void Fill(PackedNetwork network, Features features, WorkerTeam team, VectorWidth width, CancellationToken cancellation) =>
        ForwardScan.Run(
            network,
            features,
            team,
            width,
            (pass, firstSample, count) =>
            {
                for (var layer = _first; layer <= LastLayer; layer++)
                    Copy(pass.Output(layer), this[layer] + ((long)firstSample * pass.Output(layer).Columns), count);
            },
            cancellation);

    private static void Copy(RowMatrix source, float* target, int rows)
    {
        for (var row = 0; row < rows; row++)
            source[row].CopyTo(new Span<float>(target + ((long)row * source.Columns), source.Columns));
    }
}
