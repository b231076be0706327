using System.Diagnostics;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>What a plan will take on this machine, roughly: a moment of real training gives the pace, the specs give the work.</summary>
/// <param name="Memory">Bytes: data sets, networks in training, and the budget of the analysis.</param>
/// <param name="Time">Wall time with all jobs busy.</param>
public sealed record PlanEstimate(long Memory, TimeSpan Time)
{
    /// <summary>Samples that the pace is taken from.</summary>
    private const int Trial = 1024;

    /// <summary>float32 of a parameter, its gradient and two moments.</summary>
    private const int BytesOfParameter = 16;

    /// <param name="load">Gives a run's data set, which must be on this machine.</param>
    public static PlanEstimate Of(IReadOnlyList<PlannedRun> plan, RunProviders providers, SweepOptions options, Func<PlannedRun, DataSet> load)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(options);
        var data = plan.DistinctBy(run => run.Spec.Dataset).ToDictionary(run => run.Spec.Dataset, load);
        var kinds = plan.GroupBy(run => (run.Spec.Dataset, run.Spec.Network, run.Spec.BatchNorm, run.Spec.Validation, run.Spec.Subset, run.Spec.Training.Epochs, run.Spec.Measures, run.Spec.Ablation))
            .Select(kind => (Run: kind.First(), Runs: kind.Count())).ToArray();
        var (work, largest) = (0.0, 0L);
        foreach (var (run, runs) in kinds)
        {
            var (shape, splits) = Shaped(run.Spec, data[run.Spec.Dataset]);
            work += runs * RunWork.Of(run.Spec, shape, splits);
            largest = Math.Max(largest, RunWork.Parameters(shape));
        }
        var jobs = Math.Min(options.Jobs, plan.Count);
        var memory = data.Values.Sum(Bytes) + (jobs * largest * BytesOfParameter) + options.Memory;
        return new PlanEstimate(memory, work / (Pace(plan[0], providers.Trainer, data[plan[0].Spec.Dataset]) * Math.Max(1, options.Threads)) * TimeSpan.FromSeconds(1));
    }

    /// <summary>Multiply-adds of training a second, on one thread.</summary>
    private static double Pace(PlannedRun run, ITrainer trainer, DataSet data)
    {
        var (shape, splits) = Shaped(run.Spec, data);
        var trial = new DataSplits(First(splits.Train, Trial), First(splits.Validation, 1), First(splits.Test, 1));
        var spec = run.Spec with { Subset = null, Training = run.Spec.Training with { Epochs = 2, BatchSize = Math.Min(run.Spec.Training.BatchSize, trial.Train.Samples) } };
        using var session = trainer.Open([new TrainingJob(shape, spec.Training, (ulong)spec.Seed)], new TrainingContext(trial, 1));
        // The first epoch warms up.
        session.RunEpoch(CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        session.RunEpoch(CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return RunWork.Training(spec with { Training = spec.Training with { Epochs = 1 } }, shape, trial) / Math.Max(seconds, 1e-6);
    }

    private static (NetworkShape Shape, DataSplits Splits) Shaped(RunSpec spec, DataSet data) => (RunSettings.Shape(spec, data), data.Split(spec.Validation ?? data.DefaultValidation));

    private static LabelledData First(LabelledData data, int samples) => data.Slice(0, Math.Min(samples, data.Samples));

    /// <summary>Images stay bytes in memory.</summary>
    private static long Bytes(DataSet data)
    {
        var splits = data.Split(0);
        return ((long)splits.Train.Samples + splits.Test.Samples) * data.Inputs * (splits.Train.Features is ByteFeatures ? sizeof(byte) : sizeof(float));
    }
}
