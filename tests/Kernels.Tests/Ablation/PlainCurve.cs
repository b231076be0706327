using Engine.Ablation;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Ablation;

namespace Kernels.Tests.Ablation;

/// <summary>
/// The records that a block must have, to the last bit: every step anew, sample by sample, each pre-activation one chain of fused
/// multiply-adds from the bias over the present neurons in the order in which they came back.
/// </summary>
internal sealed unsafe class PlainCurve(AblationRequest request, PackedNetwork packed, int block)
{
    private Network Network => packed.Network;

    public StepRecord[] Records(int blockNumber, AblationOrder order)
    {
        var first = blockNumber * block;
        var count = Math.Min(block, request.Data.Samples - first);
        using var pass = new ForwardPass(packed, count, VectorWidth.Bits128);
        pass.Run(request.Data.Features, first, count);
        return [.. Enumerable.Range(0, order.Removed.Length + 1).Select(step => Record(pass, order, step, first, count))];
    }

    private StepRecord Record(ForwardPass pass, AblationOrder order, int step, int first, int count)
    {
        var present = Enumerable.Range(1, Network.HiddenLayers).Select(layer => Present(order, layer, step)).ToArray();
        using var logits = new RowMatrix(count, Network.Classes);
        for (var sample = 0; sample < count; sample++)
            Logits(pass, present, sample).CopyTo(logits[sample]);
        return StepRecord.Of(Scores(logits, request.Data.Labels.AsSpan(first, count).ToArray()));
    }

    /// <summary>The neurons of a layer that are there at a step, in the order in which they came back.</summary>
    private int[] Present(AblationOrder order, int layer, int step) => order.Removed.Any(id => id.Layer == layer)
        ? [.. order.Removed.Skip(step).Reverse().Where(id => id.Layer == layer).Select(id => id.Neuron)]
        : [.. Enumerable.Range(0, Network.Shape.Width(layer))];

    private float[] Logits(ForwardPass pass, int[][] present, int sample)
    {
        var start = request.Scope.FirstLayer;
        var outputs = pass.Output(start)[sample].ToArray();
        for (var layer = start; layer < Network.HiddenLayers; layer++)
        {
            outputs = Chain(Network.Layers[layer], outputs, present[layer - 1]);
            fixed (float* values = outputs)
                Activations.Apply(VectorWidth.Bits128, Network.Activation, values, outputs.Length);
        }
        return Chain(Network.Layers[^1], outputs, present[^1])[..Network.Classes];
    }

    /// <summary>Room for a whole vector is left behind the last.</summary>
    private static float[] Chain(DenseLayer layer, float[] inputs, int[] present)
    {
        var sums = new float[layer.Outputs + (-layer.Outputs & 3)];
        for (var unit = 0; unit < layer.Outputs; unit++)
        {
            sums[unit] = layer.Bias[unit];
            foreach (var neuron in present)
                sums[unit] = MathF.FusedMultiplyAdd(inputs[neuron], layer.Incoming(unit)[neuron], sums[unit]);
        }
        return sums;
    }

    private static SampleScore[] Scores(RowMatrix logits, byte[] labels)
    {
        var scores = new SampleScore[labels.Length];
        using var scratch = new AlignedBuffer(Math.Max(1, 16 * (logits.Columns + 4)));
        fixed (int* rows = Enumerable.Range(0, labels.Length).ToArray())
        fixed (byte* truth = labels)
        fixed (SampleScore* found = scores)
            Scoring.Run(
                VectorWidth.Bits128, logits.Pointer, logits.Stride, rows, labels.Length, logits.Columns, truth, found, scratch.Pointer);
        return scores;
    }
}
