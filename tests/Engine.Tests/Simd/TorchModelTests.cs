using System.Text.Json.Nodes;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Numerics;
using Engine.Safetensors;
using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>Networks travel between PyTorch and the engine, both ways.</summary>
public sealed class TorchModelTests : IDisposable
{
    private const int Samples = 9;

    /// <summary>The largest error that the project promises for the logits of an imported network.</summary>
    private const double Limit = 1e-4;

    private readonly string _folder = Directory.CreateTempSubdirectory("engine-models-").FullName;

    private static readonly (NetworkShape Shape, bool Dropout)[] Models =
    [
        (new(20, [12, 17], 4, Activation.Relu, false), false),
        (new(20, [12, 17, 9], 4, Activation.Relu, true), true),
        (new(20, [33], 3, Activation.Tanh, true), false),
        (new(20, [8, 8], 10, Activation.Sigmoid, false), true),
        (new(20, [8, 8, 8, 8, 8, 8], 2, Activation.LeakyRelu, true), true),
        (new(20, [33, 17], 4, Activation.Elu, false), false),
        (new(20, [33, 17], 4, Activation.Gelu, false), true),
        (new(20, [33, 17, 9], 4, Activation.GeluTanh, true), false),
        (new(20, [33, 17, 9], 4, Activation.Silu, false), false),
        (new(20, [33, 17], 4, Activation.Softplus, true), true),
        (new(20, [33, 17], 4, Activation.HardTanh, false), false),
        (new(20, [], 5, Activation.Relu, false), false),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_pytorch_saved_gives_the_same_logits_here()
    {
        var requests = Models.Select((model, i) => Request(model.Shape, model.Dropout, "save", FileOf(i)));
        var answers = await TorchWitness.AskAsync("model.py", requests, TestContext.Current.CancellationToken);
        for (var i = 0; i < Models.Length; i++)
        {
            var network = SequentialReader.Read(SafetensorsFile.Read(FileOf(i)).Tensors, Models[i].Shape.Activation, FileOf(i));
            Assert.Equal(Models[i].Shape, network.Shape);
            CheckLogits(TorchWitness.Doubles(answers[i]), network);
        }
    }

    [Fact]
    public async Task What_the_engine_trained_and_wrote_loads_strictly_into_pytorch()
    {
        Network[] networks = [.. Models.Select(model => Trained(model.Shape))];
        for (var i = 0; i < networks.Length; i++)
        {
            await using var stream = File.Create(FileOf(i));
            SafetensorsFile.Write(stream, SequentialWriter.ToTensors(networks[i], Models[i].Dropout));
        }
        var requests = Models.Select((model, i) => Request(model.Shape, model.Dropout, "load", FileOf(i)));
        var answers = await TorchWitness.AskAsync("model.py", requests, TestContext.Current.CancellationToken);
        for (var i = 0; i < networks.Length; i++)
            CheckLogits(TorchWitness.Doubles(answers[i]), networks[i]);
    }

    private string FileOf(int model) => Path.Combine(_folder, $"{model}.safetensors");

    private static Network Trained(NetworkShape shape) =>
        Runs.Train(
            new SimdTrainer(), new TrainingJob(shape, new TrainingOptions { BatchSize = 10, LearningRate = 0.01 }, 2),
            RandomData.Splits(40, shape.Inputs, shape.Classes), 3).Network;

    private static void CheckLogits(double[] expected, Network network)
    {
        using var packed = new PackedNetwork(network);
        using var pass = new ForwardPass(packed, Samples, VectorWidths.Widest);
        pass.Run(new FloatFeatures(Inputs(network.Inputs), Samples, network.Inputs), 0, Samples);
        double[] found = [.. Enumerable.Range(0, Samples).SelectMany(row => pass.Output(network.Layers.Length)[row].ToArray())
            .Select(logit => (double)logit)];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Limit, $"{pair}"));
    }

    private static float[] Inputs(int inputs)
    {
        var random = new Random(6);
        return [.. Enumerable.Range(0, Samples * inputs).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static JsonObject Request(NetworkShape shape, bool dropout, string what, string file) => new()
    {
        ["widths"] = TorchWitness.Numbers(Enumerable.Range(0, shape.Layers + 1).Select(shape.Width)),
        ["activation"] = shape.Activation.ToString(),
        ["batch_norm"] = shape.BatchNorm,
        ["dropout"] = dropout,
        [what] = file,
        ["inputs"] = TorchWitness.Numbers(Inputs(shape.Inputs)),
    };
}
