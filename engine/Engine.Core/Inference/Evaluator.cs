using Engine.Data;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Inference;

/// <summary>Mean loss and accuracy of a network on a split.</summary>
public static class Evaluator
{
    /// <summary>Samples of one block; losses are summed within blocks, then over them, so the result does not depend on the threads.</summary>
    private const int Block = 240;

    public static Evaluation Evaluate(PackedNetwork network, LabelledData data, WorkerTeam team, VectorWidth width)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(team);
        var blocks = (data.Samples + Block - 1) / Block;
        var loss = new double[blocks];
        var correct = new int[blocks];
        using var passes = new Pool<ForwardPass>(() => new ForwardPass(network, Block, width));
        team.Run(blocks, block => passes.Use(pass => (loss[block], correct[block]) = Run(pass, data, block * Block)));
        return Evaluation.From(loss.Sum(), correct.Sum(), data.Samples);
    }

    private static (double Loss, int Correct) Run(ForwardPass pass, LabelledData data, int first)
    {
        var count = Math.Min(Block, data.Samples - first);
        pass.Run(data.Features, first, count);
        Span<SampleScore> scores = stackalloc SampleScore[count];
        pass.Score(data.Labels.AsSpan(first, count), scores);
        var loss = 0.0;
        var correct = 0;
        foreach (var score in scores)
        {
            loss += score.Loss;
            correct += score.Correct ? 1 : 0;
        }
        return (loss, correct);
    }
}
