using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Timing;
using Engine.Data;
using Engine.Networks;
using Engine.Torch;
using Engine.Training;

namespace Benchmarks.Suites.Devices;

/// <summary>An epoch of 64 networks trained as one stack, against one after another in PyTorch on the same device.</summary>
internal sealed class StackSuite : ISuite
{
    private const int Networks = 64;
    private const int Batch = 128;
    private const double Throughput = 15;

    /// <summary>One network's epoch, timed a few times, stands for the 64 that follow each other.</summary>
    private const int BaselineEpochs = 3;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var cuda = TorchTrainer.Cuda();
        var trainer = cuda.Availability.IsAvailable ? cuda : TorchTrainer.Cpu();
        if (trainer.Availability is { IsAvailable: false, Detail: var missing })
        {
            yield return new BenchRow(
                $"training epoch, {Networks} networks as one stack", "PyTorch on the same device, one after another", null, null,
                Throughput, missing);
            yield break;
        }
        var device = ReferenceEquals(trainer, cuda) ? "cuda" : "cpu";
        var note = device == "cpu" ? $"torch-cuda: {cuda.Availability.Detail}" : "";
        foreach (var (name, set, hidden, l2) in new[]
        {
            ("FashionMNIST 100-100", "fashion-mnist", (int[])[100, 100], 1e-4),
            ("CIFAR-10 250-500-250-500", "cifar-10", (int[])[250, 500, 250, 500], 1e-3),
        })
        {
            if (context.Options.Set is { } only && set != only)
                continue;
            // Without a GPU one set shows that the command works; the other would take most of an hour.
            if (device == "cpu" && context.Options.Set is null && set != "fashion-mnist")
                continue;
            var work = $"training epoch, {Networks} x {name} on {trainer.Name}, one stack";
            const string Against = "PyTorch on the same device, one after another";
            DataSplits? data = null;
            var reason = "";
            try
            {
                data = context.Subjects.Few(context.Subjects.Data(set));
            }
            catch (Exception error) when (error is UserErrorException or Harness.Runs.Data.DataUnavailableException)
            {
                reason = error.Message.Split('\n')[0];
            }
            if (data is null)
            {
                yield return new BenchRow(work, Against, null, null, Throughput, reason);
                continue;
            }
            var engine = Train(context, trainer, data, hidden, l2);
            double? baseline = null;
            if (context.Python is { } python)
            {
                TrainingBaselines.Load(python, data.Train);
                python.Call("configure", context.Options.Threads, true);
                try
                {
                    python.Call("training", hidden, data.Train.Classes, Batch, l2, device);
                    baseline = Networks * Rounds.Medians(BaselineEpochs, () => python.Call("training_epoch").GetDouble())[0];
                }
                catch (BaselineFailedException error)
                {
                    note = error.Message.Split('\n')[0];
                }
            }
            yield return new BenchRow(work, Against, engine, baseline, device == "cuda" ? Throughput : null, note);
        }
    }

    private static double Train(BenchContext context, TorchTrainer trainer, DataSplits data, int[] hidden, double l2)
    {
        var shape = new NetworkShape(data.Train.Features.Inputs, [.. hidden], data.Train.Classes, Activation.Relu, false);
        TrainingJob[] jobs = [.. Enumerable.Range(0, Networks)
            .Select(seed => new TrainingJob(shape, new TrainingOptions { L2 = l2, BatchSize = Batch }, (ulong)seed))];
        using var session = trainer.Open(jobs, new TrainingContext(data, context.Options.Threads));
        session.RunEpoch(CancellationToken.None);
        return Stopwatches.Time(() => session.RunEpoch(CancellationToken.None));
    }
}
