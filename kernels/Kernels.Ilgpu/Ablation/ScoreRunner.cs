using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Launches the kernels that follow the logits: scores, the tallies of a step, and at last those of a batch into the
/// totals.</summary>
/// <param name="notFinite"><c>[steps, orders]</c>: lowered to the lowest sample whose loss is not finite.</param>
internal sealed class ScoreRunner(
    Machine machine, BatchScores scores, int classes, ArrayView<float> logits, bool logitsBySample, ArrayView<int> notFinite)
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
        Tally(step, count, scores.Labels);
    }

    /// <summary>Adds up the scores of a step, block by block.</summary>
    /// <param name="labels"><c>[Stride]</c>: the class that counts as right for each sample.</param>
    public void Tally(int step, int count, ArrayView<byte> labels)
    {
        var blocks = Blocks(count);
        machine.Kernels.Tally(
            new TallyArguments
            {
                Losses = scores.Losses,
                Gaps = scores.Gaps,
                Predicted = scores.Predicted,
                Labels = labels,
                Tallies = scores.Tallies.SubView((long)step * scores.Orders * blocks),
                Samples = count,
                Stride = scores.Stride,
                Blocks = blocks,
            },
            scores.Orders);
    }

    /// <summary>Adds the batch that was run to the totals.</summary>
    public static void Fold(Machine machine, BatchScores scores, int count, ArrayView<Tally> totals) => machine.Kernels.Fold(
        new FoldArguments { Tallies = scores.Tallies, Totals = totals, Length = scores.Steps * scores.Orders, Blocks = Blocks(count) });

    private static int Blocks(int count) => (count + TallyKernel.Block - 1) / TallyKernel.Block;
}
