using System.Runtime.Intrinsics;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Sets;

/// <summary>The next layer's sums without one neuron of a layer, for a block of samples. One thread at a time.</summary>
/// <remarks>
/// sum - t w is not always the sum of the other terms: where t w is large beside them, the sum has rounded them away, and the subtraction
/// leaves that rounding error.
/// So a term is subtracted only where it is at most a quarter of |bias| + sum of |terms|; at most three terms of a sum are larger. Without
/// one of those the sum is added up again, in the order and with the roundings of the whole product. Counted over all neurons of a layer,
/// that is at most three products of the layer.
/// </remarks>
internal sealed unsafe class SumsWithout : IDisposable
{
    /// <summary>The share of a sum's magnitudes up to which a term is subtracted.</summary>
    private const float Share = 0.25f;

    private readonly int _depth;
    private readonly int _panels;
    private readonly float* _weights;
    private readonly float* _bias;
    private readonly RowMatrix _largest;

    /// <param name="layer">The layer that a neuron is removed from (1-based).</param>
    /// <param name="capacity">Samples of a whole block.</param>
    public SumsWithout(PackedNetwork network, int layer, int capacity)
    {
        var shape = network.Shape;
        (_depth, _panels) = (shape.Width(layer), Panels.Count(shape.Width(layer + 1)));
        _weights = network.Weights(layer);
        _bias = network.Bias(layer);
        _largest = new RowMatrix(capacity, shape.Width(layer + 1));
    }

    private long PanelLength => (long)_depth * Panels.Width;

    /// <summary>Finds for every sum the largest term that may be subtracted.</summary>
    /// <param name="outputs">Of the intact layer, <c>[samples, neurons]</c>.</param>
    public void Load(RowMatrix outputs, int count)
    {
        Magnitudes.Write(outputs, count, _weights, _bias, _depth, _largest);
        for (var sample = 0; sample < count; sample++)
        {
            float* row = _largest.Row(sample);
            for (var at = 0; at < _panels * Panels.Width; at += Vector256<float>.Count)
                (Vector256.Load(row + at) * Share).Store(row + at);
        }
    }

    /// <summary>The sums of one sample with another output of a neuron.</summary>
    /// <param name="outputs">The intact layer's; put back as they were.</param>
    /// <param name="replaced">The neuron's new output.</param>
    /// <param name="intact">The sums of the intact network, in whole panels.</param>
    /// <param name="sums">Written, in whole panels.</param>
    public void Remove(int neuron, int sample, float* outputs, float replaced, float* intact, float* sums)
    {
        var own = outputs[neuron];
        Vector256<float> term = Vector256.Create(own), difference = Vector256.Create(replaced - own);
        float* weights = _weights + ((long)neuron * Panels.Width), largest = _largest.Row(sample);
        var panelLength = PanelLength;
        var panels = _panels;
        for (var panel = 0; panel < panels;
            panel++, weights += panelLength, intact += Panels.Width, sums += Panels.Width, largest += Panels.Width)
        {
            var tooLarge = Vector256<float>.Zero;
            for (var lane = 0; lane < Panels.Width; lane += Vector256<float>.Count)
            {
                var weight = Vector256.Load(weights + lane);
                (Vector256.Load(intact + lane) + (difference * weight)).Store(sums + lane);
                tooLarge |= Vector256.GreaterThan(Vector256.Abs(term * weight), Vector256.Load(largest + lane));
            }
            if (tooLarge.AsInt32() == Vector256<int>.Zero)
                continue;
            outputs[neuron] = replaced;
            AddAgain(outputs, panel, term, weights, largest, sums);
            outputs[neuron] = own;
        }
    }

    public void Dispose() => _largest.Dispose();

    /// <summary>A panel's sums from the bias on, stored where the removed term was too large.</summary>
    private void AddAgain(float* outputs, int panel, Vector256<float> term, float* own, float* largest, float* sums)
    {
        for (var lane = 0; lane < Panels.Width; lane += Vector256<float>.Count)
        {
            var tooLarge = Vector256.GreaterThan(Vector256.Abs(term * Vector256.Load(own + lane)), Vector256.Load(largest + lane));
            var weights = _weights + (panel * PanelLength) + lane;
            var sum = Vector256.Load(_bias + (panel * Panels.Width) + lane);
            for (var i = 0; i < _depth; i++, weights += Panels.Width)
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(outputs[i]), Vector256.Load(weights), sum);
            Vector256.ConditionalSelect(tooLarge, sum, Vector256.Load(sums + lane)).Store(sums + lane);
        }
    }
}
