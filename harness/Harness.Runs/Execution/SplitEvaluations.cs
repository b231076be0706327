using Engine.Data;
using Engine.Training;

namespace Harness.Runs.Execution;

/// <summary>A network's loss and accuracy on each split.</summary>
public sealed record SplitEvaluations(Evaluation Train, Evaluation Validation, Evaluation Test)
{
    public static SplitEvaluations Of(DataSplits data, Func<LabelledData, Evaluation> evaluate)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(evaluate);
        return new SplitEvaluations(evaluate(data.Train), evaluate(data.Validation), evaluate(data.Test));
    }
}
