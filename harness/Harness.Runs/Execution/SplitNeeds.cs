using Engine;
using Engine.Analysis;
using Engine.Data;

namespace Harness.Runs.Execution;

/// <summary>Checks that the splits that an analysis uses have samples.</summary>
public static class SplitNeeds
{
    /// <exception cref="UsageException">A split that is measured or ablated on has no samples.</exception>
    public static void Require(DataSplits splits, MeasureOptions measures, AblationOptions ablation)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(ablation);
        foreach (var split in measures.Splits)
            Require(splits, "measures.split", split);
        Require(splits, "ablation.split", ablation.Split);
    }

    private static void Require(DataSplits splits, string key, Split split)
    {
        if (splits[split].Samples == 0)
            throw new UsageException($"{key} is {split.NameOf()}, which has no samples; choose another split, or hold samples out with training.validation");
    }
}
