using Engine;
using Engine.Bounds;
using Engine.Data;
using Engine.Pictures;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>What bounds need of the data.</summary>
public static class BoundNeeds
{
    /// <exception cref="UsageException">The individual-sample bound is asked of a data set without two features and two classes.</exception>
    public static void Require(BoundSettings settings, DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(splits);
        var (features, classes) = (splits.Train.Features.Inputs, splits.Train.Classes);
        if (settings.Names.Contains(BoundKind.BuZouVeeravalli) && (features != BoundaryGrid.Features || classes != ClassProbability.Classes))
            throw new UsageException($"bu-zou-veeravalli is estimated for two features and two classes; the data set has {features} and {classes}. Choose a set such as two-gaussians.");
    }
}
