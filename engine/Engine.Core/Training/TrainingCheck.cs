using Engine.Data;

namespace Engine.Training;

/// <summary>What every trainer requires of its jobs before the first step.</summary>
public static class TrainingCheck
{
    /// <summary>What a trainer without noise says to a job that asks for it.</summary>
    public const string NoNoise = "this trainer has no Langevin noise (optimizer: sgld); choose --trainer simd";

    /// <param name="trainsWithNoise">As the trainer says of itself.</param>
    /// <exception cref="UserErrorException">The data does not fit the network or a setting is out of range; the message names the setting and the value found.</exception>
    public static void Require(TrainingJob job, DataSplits data, bool trainsWithNoise = false)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(data);
        if (job.Options.NeedsNoise && !trainsWithNoise)
            throw new UserErrorException(NoNoise);
        if (data.Train.Samples == 0)
            throw new UserErrorException("the training split is empty: at least one sample is needed");
        foreach (var split in Enum.GetValues<Split>())
            RequireFit(job, split, data[split]);
        RequireRanges(job.Options);
    }

    private static void RequireFit(TrainingJob job, Split split, LabelledData data)
    {
        if (data.Features.Inputs != job.Shape.Inputs)
            throw new UserErrorException($"the {split} data has {data.Features.Inputs} features, but the network takes {job.Shape.Inputs} inputs");
        if (data.Classes > job.Shape.Classes)
            throw new UserErrorException($"the {split} data has {data.Classes} classes, but the network tells {job.Shape.Classes} apart");
    }

    private static void RequireRanges(TrainingOptions options)
    {
        Require(options.BatchSize >= 1, "batch_size", options.BatchSize, "at least 1");
        Require(double.IsFinite(options.LearningRate) && options.LearningRate >= 0, "learning_rate", options.LearningRate, "a finite number from 0 up");
        Require(double.IsFinite(options.L2) && options.L2 >= 0, "l2", options.L2, "a finite number from 0 up");
        Require(options.Momentum is >= 0 and < 1, "momentum", options.Momentum, "from 0 up and below 1");
        RequireNoise(options);
        Require(options.Dropout is >= 0 and < 1, "dropout", options.Dropout, "from 0 up and below 1");
    }

    private static void RequireNoise(TrainingOptions options)
    {
        if (options.Optimizer != OptimizerKind.Sgld)
            return;
        Require(double.IsFinite(options.Noise) && options.Noise >= 0, "noise", options.Noise, "a finite number from 0 up");
        Require(double.IsFinite(options.Clip) && options.Clip > 0, "clip", options.Clip, "a finite number above 0");
    }

    private static void Require(bool holds, string setting, double found, string needed)
    {
        if (!holds)
            throw new UserErrorException($"training.{setting} is {found}; it must be {needed}");
    }
}
