using Engine;
using Engine.Bounds;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Pictures;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Checks that the data suit pictures.</summary>
public static class PictureNeeds
{
    /// <exception cref="UsageException">The data does not have two features and two classes, or the split to follow is empty.</exception>
    public static void Require(PictureSettings settings, DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(splits);
        if (!settings.IsOn)
            return;
        var (features, classes) = (splits.Train.Features.Inputs, splits.Train.Classes);
        if (features != BoundaryGrid.Features || classes != ClassProbability.Classes)
            throw new UsageException(
                $"pictures need {BoundaryGrid.Features} features and {ClassProbability.Classes} classes; the data set has {features} and "
                    + $"{classes}. Remove pictures, or choose a set such as two-moons.");
        if (splits[settings.Split].Samples == 0)
            throw new UsageException(
                $"pictures.split is {settings.Split.NameOf()}, which has no samples; choose another split, or hold samples out with "
                    + "training.validation");
    }
}

/// <summary>Checks that the data suit the information plane.</summary>
public static class PlaneNeeds
{
    /// <exception cref="UsageException">The split has no samples.</exception>
    public static void Require(PlaneOptions settings, DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(splits);
        if (settings is { IsOn: true, Split: PlaneSplit.Validation } && splits.Validation.Samples == 0)
            throw new UsageException(
                "information_plane.split is validation, which has no samples; choose all, train or test, or hold samples out with "
                    + "training.validation");
    }
}

/// <summary>Checks that the data suit bounds.</summary>
public static class BoundNeeds
{
    /// <exception cref="UsageException">The individual-sample bound is asked of a data set without two features and two
    /// classes.</exception>
    public static void Require(BoundSettings settings, DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(splits);
        var (features, classes) = (splits.Train.Features.Inputs, splits.Train.Classes);
        if (settings.Names.Contains(BoundKind.BuZouVeeravalli)
            && (features != BoundaryGrid.Features || classes != ClassProbability.Classes))
            throw new UsageException(
                $"bu-zou-veeravalli is estimated for two features and two classes; the data set has {features} and {classes}. Choose a "
                    + "set such as two-gaussians.");
    }
}
