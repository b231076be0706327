using Engine;
using Engine.Data;
using Engine.Pictures;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>What pictures need of the data.</summary>
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
            throw new UsageException($"pictures need {BoundaryGrid.Features} features and {ClassProbability.Classes} classes; the data set has {features} and {classes}. Remove pictures, or choose a set such as two-moons.");
        if (splits[settings.Split].Samples == 0)
            throw new UsageException($"pictures.split is {settings.Split.NameOf()}, which has no samples; choose another split, or hold samples out with training.validation");
    }
}
