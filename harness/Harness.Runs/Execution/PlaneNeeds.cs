using Engine;
using Engine.Data;
using Engine.InformationPlane;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>What the information plane needs of the data.</summary>
public static class PlaneNeeds
{
    /// <exception cref="UsageException">The split has no samples.</exception>
    public static void Require(PlaneSettings settings, DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(splits);
        if (settings is { IsOn: true, Split: PlaneSplit.Validation } && splits.Validation.Samples == 0)
            throw new UsageException("information_plane.split is validation, which has no samples; choose all, train or test, or hold samples out with training.validation");
    }
}
