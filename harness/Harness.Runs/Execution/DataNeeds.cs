using Engine;
using Engine.Analysis;
using Engine.Bounds;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Pictures;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Holds options against the data set that they are for.</summary>
public static class DataNeeds
{
    /// <exception cref="UserErrorException">The run asks for more than its data set has.</exception>
    public static void Require(RunSpec run, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Samples == 0)
            throw new UsageException($"{data.Name} has no samples for training: give x_train and y_train, or have a network from elsewhere "
                + "analyzed on it, by engine analyze");
        var splits = run.SplitsOf(data);
        RequireSplits(splits, run.Measures, run.Ablation);
        run.Ablation.RequireFit(run.ShapeFor(data), splits, run.Measures.Splits);
        if (run.Training.Patience > 0 && splits.Validation.Samples == 0)
            throw new UsageException(
                "training.patience needs validation samples, and training.validation is 0 for this data set; hold some out, or remove it");
        RequirePictures(splits, run.Pictures);
        RequirePlane(splits, run.Plane);
        RequireBounds(splits, run.Bounds);
        RequireChannels(data, run.Input);
    }

    /// <exception cref="UsageException">A split that is measured or ablated on has no samples.</exception>
    public static void RequireSplits(DataSplits splits, MeasureOptions measures, AblationOptions ablation)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(ablation);
        foreach (var split in measures.Splits)
            RequireSamples(splits, "measures.split", split);
        RequireSamples(splits, "ablation.split", ablation.Split);
    }

    /// <exception cref="UsageException">There are neither one number nor as many as the data have channels.</exception>
    public static void RequireChannels(DataSet data, InputTransform input)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Fit != InputFit.None)
            return;
        try
        {
            input.PerChannel(data.Channels);
        }
        catch (UserErrorException mistake)
        {
            throw new UsageException($"{mistake.Message} The data set is {data.Name}.", mistake);
        }
    }

    private static void RequirePictures(DataSplits splits, PictureOptions pictures)
    {
        if (!pictures.IsOn)
            return;
        var (features, classes) = (splits.Train.Features.Inputs, splits.Train.Classes);
        if (features != BoundaryGrid.Features || classes != ClassProbability.Classes)
            throw new UsageException(
                $"pictures need {BoundaryGrid.Features} features and {ClassProbability.Classes} classes; "
                + $"the data set has {features} and {classes}. Remove pictures, or choose a set such as two-moons.");
        RequireSamples(splits, "pictures.split", pictures.Split);
    }

    private static void RequirePlane(DataSplits splits, PlaneOptions plane)
    {
        if (plane is { IsOn: true, Split: PlaneSplit.Validation } && splits.Validation.Samples == 0)
            throw new UsageException(
                "information_plane.split is validation, which has no samples; "
                + "choose all, train or test, or hold samples out with training.validation");
    }

    private static void RequireBounds(DataSplits splits, BoundOptions bounds)
    {
        var (features, classes) = (splits.Train.Features.Inputs, splits.Train.Classes);
        if (bounds.Names.Contains(BoundKind.BuZouVeeravalli) && (features != BoundaryGrid.Features || classes != ClassProbability.Classes))
            throw new UsageException(
                $"bu-zou-veeravalli is estimated for two features and two classes; the data set has {features} and {classes}. "
                + "Choose a set such as two-gaussians.");
    }

    private static void RequireSamples(DataSplits splits, string key, Split split)
    {
        if (splits[split].Samples == 0)
            throw new UsageException(
                $"{key} is {split.NameOf()}, which has no samples; choose another split, or hold samples out with training.validation");
    }
}
