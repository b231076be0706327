using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Timing;
using Engine.Data;
using Engine.Networks;
using Engine.Simd;
using Engine.Training;

namespace Benchmarks.Suites;

/// <summary>An epoch of training: batch 128, Adam, L2; the steps alone on both sides.</summary>
internal sealed class TrainingSuite : ISuite
{
    private const int Batch = 128;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        foreach (var row in Rows(context, "FashionMNIST 100-100", "fashion-mnist", [100, 100], 1e-4, 3))
            yield return row;
        foreach (var row in Rows(context, "CIFAR-10 250-500-250-500", "cifar-10", [250, 500, 250, 500], 1e-3, 2.5))
            yield return row;
    }

    private static IEnumerable<BenchRow> Rows(BenchContext context, string name, string set, int[] hidden, double l2, double atLeast)
    {
        DataSplits? data = null;
        var reason = "";
        try
        {
            // Without held-out images both sides train on the same ones.
            data = context.Subjects.Data(set);
        }
        catch (Exception error) when (error is UserErrorException or Harness.Runs.Data.DataUnavailableException)
        {
            reason = error.Message.Split('\n')[0];
        }
        var work = $"training epoch {name}, batch {Batch}, Adam, L2";
        if (data is null)
        {
            yield return new BenchRow(work, "-", null, null, atLeast, reason);
            yield break;
        }
        using var session = Open(context, data, hidden, l2);
        EpochRecord? record = null;
        List<Func<double>> turns = [() => (record = session.RunEpoch(CancellationToken.None)[0].Record!).Seconds];
        PyTorchSetting[] settings = context.Python is null
            ? []
            : [.. PyTorchSetting.Tuned(context.Options.Threads), PyTorchSetting.AsFound(context.Options.Threads)];
        using var baselines = new TrainingBaselines(settings, data.Train, hidden, Batch, l2);
        turns.AddRange(baselines.Epochs);
        var times = Rounds.Medians(context.Options.Repeats, [.. turns]);
        if (context.Python is null)
        {
            yield return new BenchRow(work, "PyTorch", times[0], null, atLeast, "no Python with PyTorch");
            yield break;
        }
        baselines.RequireLike(record!.Train.Accuracy, work);
        var best = Enumerable.Range(0, settings.Length - 1).MinBy(i => times[1 + i]);
        yield return new BenchRow(
            work, "PyTorch, denormals flushed, its best setting", times[0], times[1 + best], atLeast, settings[best].ToString());
        yield return new BenchRow(work, "PyTorch as it is found", times[0], times[^1], null, settings[^1].ToString());
    }

    private static ITrainingSession Open(BenchContext context, DataSplits data, int[] hidden, double l2)
    {
        var shape = new NetworkShape(data.Train.Features.Inputs, [.. hidden], data.Train.Classes, Activation.Relu, false);
        // After each epoch the engine evaluates what it holds out: one image, for PyTorch evaluates none.
        var one = data.Test.Slice(0, 1);
        return new SimdTrainer().Open(
            [new TrainingJob(shape, new TrainingOptions { L2 = l2, BatchSize = Batch }, 0)],
            new TrainingContext(new DataSplits(data.Train, one, one), context.Options.Threads));
    }
}
