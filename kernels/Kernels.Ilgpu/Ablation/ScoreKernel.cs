using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Reads predictions, gaps and losses off logits: loss = log sum exp(z - max) + max - z of the label.</summary>
/// <remarks>Grid: [tiles of samples, orders], a thread per sample; 8 classes bytes read along samples, an exponential per class.</remarks>
internal static class ScoreKernel
{
    public static void Run(ScoreArguments a)
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
