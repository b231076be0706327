using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Launches what comes after the logits: scores, tallies of a step, and at last those of a batch into the totals.</summary>
/// <param name="notFinite"><c>[steps, orders]</c>: lowered to the lowest sample whose loss is not finite.</param>
internal sealed class ScoreRunner(Machine machine, BatchScores scores, int classes, ArrayView<float> logits, bool logitsBySample, ArrayView<int> notFinite)
{
    /// <param name="first">The batch's first sample in the data.</param>
    /// <param name="samples">Those to score.</param>
    public void Score(int step, int first, int count, SampleLists samples)
    {
        machine.Kernels.Score(
            new ScoreArguments
            {
                Logits = logits,
                Labels = scores.Labels,
                Samples = samples,
                Losses = scores.Losses,
                Gaps = scores.Gaps,
                Predicted = scores.Predicted,
                NotFinite = notFinite.SubView((long)step * scores.Orders, scores.Orders),
                LogitsBySample = logitsBySample ? 1 : 0,
                Classes = classes,
                Stride = scores.Stride,
                FirstSample = first,
            },
            count,
            scores.Orders);
        Tally(step, count);
    }

    /// <summary>Adds the batch that was run to the totals.</summary>
    public static void Fold(Machine machine, BatchScores scores, int count, ArrayView<Tally> totals) => machine.Kernels.Fold(
        new FoldArguments { Tallies = scores.Tallies, Totals = totals, Length = scores.Steps * scores.Orders, Blocks = Blocks(count) });

    private void Tally(int step, int count)
    {
        var blocks = Blocks(count);
        machine.Kernels.Tally(
            new TallyArguments
            {
                Losses = scores.Losses,
                Gaps = scores.Gaps,
                Predicted = scores.Predicted,
                Labels = scores.Labels,
                Tallies = scores.Tallies.SubView((long)step * scores.Orders * blocks),
                Samples = count,
                Stride = scores.Stride,
                Blocks = blocks,
            },
            scores.Orders);
    }

    private static int Blocks(int count) => (count + TallyKernel.Block - 1) / TallyKernel.Block;
}
