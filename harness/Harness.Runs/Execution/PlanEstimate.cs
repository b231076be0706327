using System.Diagnostics;
using Engine.Ablation.Selecting;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Rough time and memory of a plan on this machine: a moment of real training gives the speed, the specs give the work.</summary>
/// <param name="Memory">Bytes: data sets, networks in training, and the budget of the analysis.</param>
/// <param name="Time">Wall time with all jobs busy.</param>
public sealed record PlanEstimate(long Memory, TimeSpan Time)
{
    /// <summary>Samples that the speed is measured with.</summary>
    private const int Trial = 1024;

    /// <summary>float32 of a parameter, its gradient and two moments.</summary>
    private const int BytesOfParameter = 16;

    /// <param name="load">Gives a run's data set, which must be on this machine.</param>
    public static PlanEstimate Of(
        IReadOnlyList<PlannedRun> plan, SweepProviders providers, SweepOptions options,
        Func<PlannedRun, CancellationToken, DataSet> load, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(options);
        var data = plan.DistinctBy(run => run.Spec.Dataset)
            .ToDictionary(run => run.Spec.Dataset, run => load(run, cancellation));
        var kinds = plan.GroupBy(run =>
            (run.Spec.Dataset, run.Spec.Network, run.Spec.BatchNorm, run.Spec.Validation, run.Spec.Subset, run.Spec.Training.Epochs,
                run.Spec.Measures, run.Spec.Ablation))
            .Select(kind => (Run: kind.First(), Runs: kind.Count())).ToArray();
        var (work, largest) = (0.0, 0L);
        foreach (var (run, runs) in kinds)
        {
            var (shape, splits) = Shaped(run.Spec, data[run.Spec.Dataset]);
            work += runs * RunWork.Of(run.Spec, shape, splits);
            largest = Math.Max(largest, RunWork.Parameters(shape));
        }
        var jobs = Math.Min((long)options.Jobs * providers.Pairs.Length, plan.Count);
        var memory = data.Values.Sum(Bytes) + (jobs * largest * BytesOfParameter) + options.Memory;
        var pace = Pace(plan[0], providers.Pairs[0].Trainer, data[plan[0].Spec.Dataset], cancellation) * Math.Max(1, options.Threads);
        return new PlanEstimate(memory, work / pace * TimeSpan.FromSeconds(1));
    }

    /// <summary>Multiply-adds of training a second, on one thread.</summary>
    private static double Pace(PlannedRun run, ITrainer trainer, DataSet data, CancellationToken cancellation)
    {
        var (shape, splits) = Shaped(run.Spec, data);
        var trial = new DataSplits(First(splits.Train, Trial), First(splits.Validation, 1), First(splits.Test, 1));
        var batch = Math.Min(run.Spec.Training.BatchSize, trial.Train.Samples);
        var spec = run.Spec with { Subset = null, Training = run.Spec.Training with { Epochs = 2, BatchSize = batch } };
        using var session = trainer.Open([new TrainingJob(shape, spec.Training, (ulong)spec.Seed)], new TrainingContext(trial, 1));
        // The first epoch warms up.
        session.RunEpoch(cancellation);
        var started = Stopwatch.GetTimestamp();
        session.RunEpoch(cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return RunWork.Training(spec with { Training = spec.Training with { Epochs = 1 } }, shape, trial) / Math.Max(seconds, 1e-6);
    }

    private static (NetworkShape Shape, DataSplits Splits) Shaped(RunSpec spec, DataSet data) =>
        (spec.ShapeFor(data), spec.SplitsOf(data));

    private static LabelledData First(LabelledData data, int samples) => data.Slice(0, Math.Min(samples, data.Samples));

    /// <summary>Images stay bytes in memory.</summary>
    private static long Bytes(DataSet data)
    {
        var splits = data.Split(0);
        var bytes = splits.Train.Features is ByteFeatures ? sizeof(byte) : sizeof(float);
        return ((long)splits.Train.Samples + splits.Test.Samples) * data.Inputs * bytes;
    }
}

/// <summary>
/// How much a run has to compute, in multiply-adds, counted from its spec: for estimates of time, right to a factor of two or so.
/// </summary>
internal static class RunWork
{
    /// <summary>Forward, backward by inputs, backward by weights.</summary>
    private const int PassesOfTraining = 3;

    /// <summary>Samples for which a removed neuron was not 0 anyway.</summary>
    private const double Active = 0.4;

    public static double Of(RunSpec spec, NetworkShape shape, DataSplits splits) =>
        Training(spec, shape, splits) + Ablation(spec, shape, splits[spec.Ablation.Split].Samples) + Greedy(spec, shape, splits);

    /// <summary>Weights and biases.</summary>
    public static long Parameters(NetworkShape shape) =>
        Enumerable.Range(0, shape.Layers).Sum(layer => (shape.Width(layer) + 1L) * shape.Width(layer + 1));

    public static double Training(RunSpec spec, NetworkShape shape, DataSplits splits)
    {
        double samples = spec.Subset ?? splits.Train.Samples;
        return spec.Training.Epochs * Parameters(shape) * ((PassesOfTraining * samples) + splits.Validation.Samples + splits.Test.Samples);
    }

    /// <summary>A removed neuron changes the sums of the layer after it, and with them all layers that follow.</summary>
    private static double Ablation(RunSpec spec, NetworkShape shape, double samples)
    {
        var (scopes, steps) = (spec.Ablation.Scopes.Length, 0.0);
        for (var layer = 1; layer < shape.Layers; layer++)
        {
            double following = shape.Width(layer + 1);
            for (var next = layer + 1; next < shape.Layers; next++)
                following += (double)shape.Width(next) * shape.Width(next + 1);
            steps += shape.Width(layer) * following;
        }
        return scopes * Orders(spec) * samples * Active * steps;
    }

    private static double Greedy(RunSpec spec, NetworkShape shape, DataSplits splits) => !spec.Ablation.IsGreedy
        ? 0
        : Active * spec.Measures.Splits.Sum(split => spec.Ablation.ScopesOf(shape.Hidden.Length).Sum(
            scope => GreedyWork.Of(shape, scope, Math.Min(spec.Ablation.GreedySamples, splits[split].Samples))));

    private static int Orders(RunSpec spec)
    {
        var quantized = spec.Measures.Quantizers.Length * spec.Measures.Splits.Length;
        var ranked = spec.Ablation.Orders.Sum(
            order => order.Scores is not null ? 1 : order.NeedsQuantizer ? quantized : spec.Measures.Splits.Length);
        return spec.Ablation.Random + (2 * ranked);
    }
}
