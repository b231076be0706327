using System.Runtime.InteropServices;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Reads predictions, gaps and losses off logits: loss = log sum exp(z - max) + max - z of the label.</summary>
/// <remarks>Grid: [tiles of samples, orders], a thread per sample; 8 classes bytes read along samples, an exponential per class.</remarks>
internal static class ScoreKernel
{
    public static void Score(ScoreArguments a)
    {
        int order = Grid.IdxY, step = Grid.DimX * Group.DimX;
        var count = a.Samples.Count(order);
        var list = a.Samples.Start(order);
        for (var place = (Grid.IdxX * Group.DimX) + Group.IdxX; place < count; place += step)
            Score(a, order, place, a.Samples.Sample(list, place));
    }

    private static void Score(ScoreArguments a, int order, int place, int sample)
    {
        var first = (long)order * a.Stride;
        var logits = a.Logits.SubView((first * a.Classes) + (a.LogitsBySample != 0 ? sample : place));
        var top = logits[0];
        var second = float.NegativeInfinity;
        var predicted = 0;
        for (var c = 1; c < a.Classes; c++)
        {
            var value = logits[(long)c * a.Stride];
            if (value > top)
            {
                second = top;
                top = value;
                predicted = c;
            }
            else if (value > second)
            {
                second = value;
            }
        }
        var sum = 0f;
        for (var c = 0; c < a.Classes; c++)
            sum += Elementary.Exp(logits[(long)c * a.Stride] - top);
        var loss = Elementary.Log(sum) + (top - logits[(long)a.Labels[sample] * a.Stride]);
        if (!float.IsFinite(loss))
            Atomic.Min(ref a.NotFinite[order], a.FirstSample + sample);
        a.Losses[first + sample] = loss;
        a.Gaps[first + sample] = top - second;
        a.Predicted[first + sample] = (byte)predicted;
    }
}

/// <summary>The arguments of <see cref="ScoreKernel"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScoreArguments
{
    /// <summary><c>[orders][Classes, Stride]</c>.</summary>
    public ArrayView<float> Logits;

    /// <summary><c>[Stride]</c>.</summary>
    public ArrayView<byte> Labels;

    /// <summary>The samples to score.</summary>
    public SampleLists Samples;

    /// <summary><c>[orders, Stride]</c>: cross-entropy in nats.</summary>
    public ArrayView<float> Losses;

    /// <summary><c>[orders, Stride]</c>: distance of the two highest logits.</summary>
    public ArrayView<float> Gaps;

    /// <summary><c>[orders, Stride]</c>: the class of the highest logit, the lowest class at a tie.</summary>
    public ArrayView<byte> Predicted;

    /// <summary><c>[orders]</c>: lowered to the lowest sample whose loss is not finite.</summary>
    public ArrayView<int> NotFinite;

    public int Classes;

    /// <summary>From one class's logits to the next's, and from one order's scores to the next's.</summary>
    public int Stride;

    /// <summary>1: a sample's logits stand at its number; 0: at its place in the list.</summary>
    public int LogitsBySample;

    /// <summary>The first sample's number in the data.</summary>
    public int FirstSample;
}
