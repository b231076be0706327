using Engine.Benchmarks.Reporting;
using Engine.Benchmarks.Timing;
using Engine.Data;
using Engine.Networks;
using Engine.Simd;
using Engine.Training;

namespace Engine.Benchmarks.Suites;

/// <summary>An epoch of training: batch 128, Adam, L2; the steps alone on both sides.</summary>
internal sealed class TrainingSuite : ISuite
{
    private const int Batch = 128;

    /// <summary>The first epoch is left out on both sides.</summary>
    private const int Warm = 1;

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
        catch (Exception error) when (error is UserErrorException or Harness.Data.DataUnavailableException)
        {
            reason = error.Message.Split('\n')[0];
        }
        var work = $"training epoch {name}, batch {Batch}, Adam, L2";
        if (data is null)
        {
            yield return new BenchRow(work, "-", null, null, atLeast, reason);
            yield break;
        }
        var epochs = context.Options.Repeats + Warm;
        var (engine, accuracy) = Train(context, data, hidden, l2, epochs);
        if (context.Python is not { } python)
        {
            yield return new BenchRow(work, "PyTorch", engine, null, atLeast, "no Python with PyTorch");
            yield break;
        }
        Load(python, data.Train);
        foreach (var (flush, against, least) in new[] { (true, "PyTorch, denormals flushed, its better number of threads", (double?)atLeast), (false, "PyTorch as it is found", null) })
        {
            var best = double.PositiveInfinity;
            var note = "";
            foreach (var threads in flush ? new[] { 1, context.Options.Threads }.Distinct() : [context.Options.Threads])
            {
                python.Call("configure", threads, flush);
                var answer = python.Call("training_epoch", hidden, data.Train.Classes, Batch, l2, epochs);
                var time = Stopwatches.Median([.. answer[0].EnumerateArray().Skip(Warm).Select(seconds => seconds.GetDouble())]);
                if (Math.Abs(answer[1].GetDouble() - accuracy) > 0.1)
                    throw new WrongResultException($"{work}: after {epochs} epochs {accuracy:P1} of the training images are right, with PyTorch {answer[1].GetDouble():P1}");
                if (time < best)
                    (best, note) = (time, $"{threads} thread{(threads > 1 ? "s" : "")}");
            }
            yield return new BenchRow(work, against, engine, best, least, note);
        }
    }

    private static (double Seconds, double Accuracy) Train(BenchContext context, DataSplits data, int[] hidden, double l2, int epochs)
    {
        var shape = new NetworkShape(data.Train.Features.Inputs, [.. hidden], data.Train.Classes, Activation.Relu, false);
        // After each epoch the engine evaluates what it holds out: one image, for PyTorch evaluates none.
        var one = data.Test.Slice(0, 1);
        using var session = new SimdTrainer().Open(
            [new TrainingJob(shape, new TrainingOptions { L2 = l2, BatchSize = Batch }, 0)], new TrainingContext(new DataSplits(data.Train, one, one), context.Options.Threads));
        var records = Enumerable.Range(0, epochs).Select(_ => session.RunEpoch(CancellationToken.None)[0].Record!).ToArray();
        return (Stopwatches.Median([.. records.Skip(Warm).Select(record => record.Seconds)]), records[^1].Train.Accuracy);
    }

    public static void Load(Baselines.PythonSession python, LabelledData train)
    {
        var features = new float[(long)train.Samples * train.Features.Inputs];
        train.Features.ReadRange(0, train.Samples, features);
        python.Load<float>("train", features, "<f4", train.Samples, train.Features.Inputs);
        python.Load<byte>("train_labels", train.Labels, "u1", train.Samples);
    }
}
