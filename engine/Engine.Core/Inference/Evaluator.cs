using Engine.Data;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Inference;

/// <summary>Mean loss and accuracy of a network on a split.</summary>
public static class Evaluator
{
    /// <summary>Losses are summed within the blocks of a scan, then over them, so that the result does not depend on the threads.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static Evaluation Evaluate(
        PackedLayers network, LabelledData data, WorkerTeam team, VectorWidth width, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var blocks = ForwardScan.Blocks(data.Samples);
        var loss = new double[blocks];
        var correct = new int[blocks];
        ForwardScan.Run(network, data.Features, team, width, (pass, first, count) =>
        {
            Span<SampleScore> scores = stackalloc SampleScore[ForwardScan.Block];
            pass.Score(data.Labels.AsSpan(first, count), scores);
            foreach (var score in scores[..count])
            {
                loss[first / ForwardScan.Block] += score.Loss;
                correct[first / ForwardScan.Block] += score.Correct ? 1 : 0;
            }
        }, cancellation);
        return Evaluation.From(loss.Sum(), correct.Sum(), data.Samples);
    }
}
