using System.Runtime.Intrinsics;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Replaced;

/// <summary>The sums behind one layer of a block of samples while the outputs of that layer change one by one. One thread at a
/// time.</summary>
/// <remarks>
/// A sum gains weight times difference. The rounding error of each such step is of the size of the sum's terms at that time, and stays:
/// were a large term to leave, its error would be most of the rest. So beside each sum stands the sum of its terms' magnitudes, and the
/// highest value that this has had since the sum was last added up; where the one falls below a quarter of the other, the sum is added up
/// again, in the order and with the roundings of the whole product.
/// </remarks>
internal sealed unsafe class TrackedSums : IDisposable
{
    private const float Share = 0.25f;

    private readonly int _depth;
    private readonly int _panels;
    private readonly float* _weights;
    private readonly float* _bias;
    private readonly RowMatrix _start;
    private readonly RowMatrix _magnitudes;
    private readonly RowMatrix _highest;

    /// <param name="layer">The layer whose outputs change (1-based).</param>
    /// <param name="capacity">Samples of a whole block.</param>
    public TrackedSums(PackedLayers network, int layer, int capacity)
    {
        var width = network.Shape.Width(layer + 1);
        (_depth, _panels) = (network.Shape.Width(layer), Panels.Count(width));
        _weights = network.Weights(layer);
        _bias = network.Bias(layer);
        (_start, _magnitudes, _highest) = (new RowMatrix(capacity, width), new RowMatrix(capacity, width), new RowMatrix(capacity, width));
    }

    /// <summary>Takes the outputs from which every order begins; their sums are whole products.</summary>
    /// <param name="outputs"><c>[samples, neurons]</c>.</param>
    public void Load(RowMatrix outputs, int count) => Magnitudes.Write(outputs, count, _weights, _bias, _depth, _start);

    /// <summary>Begins an order.</summary>
    public void Begin(int count)
    {
        var bytes = (long)count * _start.Stride * sizeof(float);
        Buffer.MemoryCopy(_start.Pointer, _magnitudes.Pointer, bytes, bytes);
        Buffer.MemoryCopy(_start.Pointer, _highest.Pointer, bytes, bytes);
    }

    /// <summary>Changes one output of a sample, and the sums with it.</summary>
    /// <param name="outputs">The sample's row, in which the output is the new one already.</param>
    /// <param name="before">The output that it was.</param>
    /// <param name="sums">The sample's row, in whole panels.</param>
    public void Change(int neuron, int sample, float* outputs, float before, float* sums)
    {
        var now = outputs[neuron];
        Vector256<float> difference = Vector256.Create(now - before), growth = Vector256.Create(MathF.Abs(now) - MathF.Abs(before));
        float* weights = _weights + ((long)neuron * Panels.Width), magnitudes = _magnitudes.Row(sample), highest = _highest.Row(sample);
        var panelLength = (long)_depth * Panels.Width;
        for (int at = 0, end = _panels * Panels.Width; at < end; at += Panels.Width, weights += panelLength)
        {
            var fallen = Vector256<float>.Zero;
            for (var lane = 0; lane < Panels.Width; lane += Vector256<float>.Count)
            {
                var weight = Vector256.Load(weights + lane);
                (Vector256.Load(sums + at + lane) + (difference * weight)).Store(sums + at + lane);
                var magnitude = Vector256.Load(magnitudes + at + lane) + (growth * Vector256.Abs(weight));
                var most = Vector256.Max(Vector256.Load(highest + at + lane), magnitude);
                magnitude.Store(magnitudes + at + lane);
                most.Store(highest + at + lane);
                fallen |= Vector256.LessThan(magnitude, most * Share);
            }
            if (fallen.AsInt32() != Vector256<int>.Zero)
                AddAgain(outputs, at, magnitudes, highest, sums);
        }
    }

    public void Dispose()
    {
        _start.Dispose();
        _magnitudes.Dispose();
        _highest.Dispose();
    }

    /// <summary>A panel's sums from the bias on, stored where the magnitudes have fallen.</summary>
    private void AddAgain(float* outputs, int at, float* magnitudes, float* highest, float* sums)
    {
        for (var lane = at; lane < at + Panels.Width; lane += Vector256<float>.Count)
        {
            Vector256<float> known = Vector256.Load(magnitudes + lane), most = Vector256.Load(highest + lane);
            var fallen = Vector256.LessThan(known, most * Share);
            var weights = _weights + ((long)at * _depth) + (lane - at);
            var sum = Vector256.Load(_bias + lane);
            var magnitude = Vector256.Abs(sum);
            for (var i = 0; i < _depth; i++, weights += Panels.Width)
            {
                Vector256<float> output = Vector256.Create(outputs[i]), weight = Vector256.Load(weights);
                sum = Vector256.FusedMultiplyAdd(output, weight, sum);
                magnitude += Vector256.Abs(output * weight);
            }
            Vector256.ConditionalSelect(fallen, sum, Vector256.Load(sums + lane)).Store(sums + lane);
            Vector256.ConditionalSelect(fallen, magnitude, known).Store(magnitudes + lane);
            Vector256.ConditionalSelect(fallen, magnitude, most).Store(highest + lane);
        }
    }
}
