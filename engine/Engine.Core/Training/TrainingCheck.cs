using Engine.Data;

namespace Engine.Training;

/// <summary>The demands of every trainer on its jobs, checked before the first step.</summary>
public static class TrainingCheck
{
    /// <exception cref="UserErrorException">The data does not fit the network or a setting is out of range;
    /// the message names the setting and the value found.</exception>
    public static void Require(TrainingJob job, DataSplits data)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Samples == 0)
            throw new UserErrorException("the training split is empty: at least one sample is needed");
        foreach (var split in Enum.GetValues<Split>())
            RequireFit(job, split, data[split]);
        RequireRanges(job.Options);
        RequireDropout(job);
        RequireSchedule(job.Options);
        RequireBottleneck(job);
    }

    private static void RequireFit(TrainingJob job, Split split, LabelledData data)
    {
        if (data.Features.Inputs != job.Shape.Inputs)
            throw new UserErrorException(
                $"the {split} data has {data.Features.Inputs} features, but the network takes {job.Shape.Inputs} inputs");
        if (data.Classes > job.Shape.Classes)
            throw new UserErrorException($"the {split} data has {data.Classes} classes, but the network tells {job.Shape.Classes} apart");
    }

    private static void RequireRanges(TrainingOptions options)
    {
        Require(options.BatchSize >= 1, "batch_size", options.BatchSize, "at least 1");
        Require(
            double.IsFinite(options.LearningRate) && options.LearningRate >= 0, "learning_rate", options.LearningRate,
            "a finite number from 0 up");
        Require(double.IsFinite(options.L2) && options.L2 >= 0, "l2", options.L2, "a finite number from 0 up");
        Require(options.Momentum is >= 0 and < 1, "momentum", options.Momentum, "from 0 up and below 1");
        RequireNoise(options);
        foreach (var rate in options.Dropout.Values)
            Require(rate is >= 0 and < 1, "dropout", rate, "from 0 up and below 1");
        Require(options.InputDropout is >= 0 and < 1, "input_dropout", options.InputDropout, "from 0 up and below 1");
    }

    private static void RequireSchedule(TrainingOptions options)
    {
        var schedule = options.Schedule;
        if (schedule.Warmup < 0 || (schedule.Warmup > 0 && schedule.Warmup >= options.Epochs))
            throw new UserErrorException(
                $"training.warmup is {schedule.Warmup} epochs and training.epochs {options.Epochs}; warm-up must end before training does");
        if (schedule.Milestones.Where(epoch => epoch < 1 || epoch >= options.Epochs).Cast<int?>().FirstOrDefault() is { } milestone)
            throw new UserErrorException(
                $"training.step_epochs has {milestone} and training.epochs is {options.Epochs}; "
                    + "steps must be from 1 up and before the end");
        Require(double.IsFinite(schedule.Factor) && schedule.Factor > 0, "step_factor", schedule.Factor, "a finite number above 0");
    }

    private static void RequireDropout(TrainingJob job)
    {
        var (rates, layers) = (job.Options.Dropout.Values.Length, job.Shape.Hidden.Length);
        if (rates > 1 && rates != layers)
            throw new UserErrorException(
                $"training.dropout has {rates} numbers, the network {layers} hidden layers; it must have one for each, or be one number");
    }

    private static void RequireBottleneck(TrainingJob job)
    {
        var options = job.Options;
        if (options.Objective == ObjectiveKind.CrossEntropy)
            return;
        Require(double.IsFinite(options.Beta) && options.Beta >= 0, "beta", options.Beta, "a finite number from 0 up");
        if (options.Objective == ObjectiveKind.NonlinearIb)
            Require(
                double.IsFinite(options.BottleneckNoise) && options.BottleneckNoise > 0, "bottleneck_noise", options.BottleneckNoise,
                "a finite number above 0");
        if (job.Shape.Hidden.IsEmpty)
            throw new UserErrorException(
                "an information-bottleneck objective needs a hidden layer, whose output is the code; the network has none");
        if (options.Dropout.IsOn)
            throw new UserErrorException(
                $"training.dropout is {options.Dropout}; an information-bottleneck objective has noise of its own and needs it to be 0");
        if (options.Optimizer == OptimizerKind.Sgld)
            throw new UserErrorException("training.optimizer is sgld; an information-bottleneck objective needs adam or sgd");
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
