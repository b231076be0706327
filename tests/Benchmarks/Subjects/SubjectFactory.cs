using System.Globalization;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Engine.Simd;
using Engine.Training;
using Harness.Runs.Data;
using Harness.Specs;
using Testing;

namespace Benchmarks.Subjects;

/// <summary>Trains what is measured, once: the weights are kept under artifacts/bench.</summary>
internal sealed class SubjectFactory(BenchOptions options, TextWriter log)
{
    private readonly Dictionary<string, DataSplits> _data = [];

    /// <summary>FashionMNIST 100-100 as in a spec's defaults, with L2 1e-4.</summary>
    public Subject FashionMnist => Create("FashionMNIST 100-100", "fashion-mnist", [100, 100], 1e-4);

    /// <summary>CIFAR-10 250-500-250-500 with L2 1e-3.</summary>
    public Subject Cifar => Create("CIFAR-10 250-500-250-500", "cifar-10", [250, 500, 250, 500], 1e-3);

    /// <summary>The same network on the data set of the options.</summary>
    public Subject Deep
    {
        get
        {
            var set = options.Set ?? "cifar-10";
            var subject = set == "cifar-10" ? Cifar : Create($"{set} 250-500-250-500", set, [250, 500, 250, 500], 1e-3);
            return subject with { Data = Few(subject.Data) };
        }
    }

    /// <summary>The first images of each split, where the options ask for few.</summary>
    public DataSplits Few(DataSplits data)
    {
        LabelledData First(LabelledData all) => all.Slice(0, options.Most(all.Samples));
        return new DataSplits(First(data.Train), First(data.Validation), First(data.Test));
    }

    /// <exception cref="UserErrorException">The set's files are not here and cannot be fetched.</exception>
    public DataSplits Data(string set)
    {
        if (!_data.TryGetValue(set, out var splits))
        {
            var loaded = new DataSetLoader(DataEnvironment.Current(options.Data) with { Warn = log.WriteLine })
                .Load(DataSetRequest.Named(set));
            _data[set] = splits = loaded.Split(loaded.DefaultValidation);
        }
        return splits;
    }

    private Subject Create(string name, string set, int[] hidden, double l2)
    {
        var splits = Data(set);
        var file = Path.Combine(
            options.Networks ?? Path.Combine(RepositoryRoot.Path, "artifacts", "bench"),
            string.Create(CultureInfo.InvariantCulture, $"{set}-{string.Join('-', hidden)}-{l2}-{options.Epochs}.safetensors"));
        if (!File.Exists(file))
            Train(
                file, new NetworkShape(splits.Train.Features.Inputs, [.. hidden], splits.Train.Classes, Activation.Relu, false),
                new TrainingOptions { L2 = l2, Epochs = options.Epochs }, splits);
        return new Subject(name, SequentialReader.Read(SafetensorsFile.Read(file).Tensors, Activation.Relu, file).ForInference(), splits);
    }

    private void Train(string file, NetworkShape shape, TrainingOptions training, DataSplits splits)
    {
        log.WriteLine($"training {Path.GetFileNameWithoutExtension(file)} ({training.Epochs} epochs)");
        using var session = new SimdTrainer().Open([new TrainingJob(shape, training, 0)], new TrainingContext(splits, options.Threads));
        for (var epoch = 0; epoch < training.Epochs; epoch++)
            session.RunEpoch(CancellationToken.None);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        SafetensorsFile.Write(stream, SequentialWriter.ToTensors(session.Snapshot(0), false));
    }
}
