using System.Text.Json.Nodes;
using Engine.Data;
using Engine.Networks.Sequential;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Tests.Simd;

/// <summary>Both trainers against PyTorch from the same initial weights on the same batches.</summary>
public sealed class TorchTrainingTests
{
    private const int Seed = 9;

    private static readonly string[] Names =
    [
        "Relu, Adam 0, l2", "Relu, Adam 0, batch norm", "Relu, Sgd 0.9, l2", "LeakyRelu, Adam 0, none", "LeakyRelu, Sgd 0, l2",
        "Tanh, Adam 0, l2", "Tanh, Sgd 0.9, batch norm", "Sigmoid, Adam 0, none", "Sigmoid, Sgd 0.9, none",
        "Elu, Adam 0, none", "Elu, Sgd 0.9, batch norm", "Gelu, Adam 0, none", "Gelu, Sgd 0, l2", "GeluTanh, Adam 0, l2",
        "GeluTanh, Sgd 0.9, none", "Silu, Adam 0, none", "Silu, Sgd 0.9, batch norm", "Softplus, Adam 0, l2", "Softplus, Sgd 0.9, none",
        "HardTanh, Adam 0, none", "HardTanh, Sgd 0.9, l2",
        "Relu, Adam, l2 on weights", "Tanh, Sgd, l2 on weights", "Relu, Sgd, dropout of layers and inputs",
        "Relu, Adam, cosine after warm-up", "Tanh, Sgd, steps",
    ];

    /// <summary>(samples, epochs): 1, 10 and 100 steps.</summary>
    private static readonly (int Samples, int Epochs)[] Lengths =
        [(ReferenceCase.BatchSize, 1), (10 * ReferenceCase.BatchSize, 1), (10 * ReferenceCase.BatchSize, 10)];

    [Fact]
    public async Task Losses_and_weights_are_those_of_pytorch_after_1_10_and_100_steps()
    {
        var runs = (from name in Names from length in Lengths select (ReferenceCase.Named(name), length.Samples, length.Epochs)).ToArray();
        var answers = await TorchWitness.AskAsync(
            "train.py", runs.Select(run => Request(run.Item1, run.Samples, run.Epochs)), TestContext.Current.CancellationToken);
        Assert.Equal(runs.Length, answers.Count);
        foreach (var (run, answer) in runs.Zip(answers))
        {
            foreach (var trainer in new ITrainer[] { new SimdTrainer(), new ReferenceTrainer() })
                Compare(trainer, run.Item1, run.Samples, run.Epochs, answer!);
        }
    }

    private static void Compare(ITrainer trainer, ReferenceCase one, int samples, int epochs, JsonNode answer)
    {
        var steps = samples / ReferenceCase.BatchSize * epochs;
        var (outcomes, network) = Runs.Train(trainer, Job(one), Data(samples), epochs);
        // All batches are full: an epoch's loss is the mean of its steps'.
        double[] losses = [.. TorchWitness.Doubles(answer["losses"]).Chunk(steps / epochs).Select(epoch => epoch.Average())];
        var what = $"{trainer.Name}, {one.Name}, {steps} steps";
        Deviation.Within(TrainingTolerance.Loss(steps), losses, Runs.Losses(outcomes), TrainingTolerance.Floor, $"{what}: losses");
        foreach (var (tensor, block) in SequentialWriter.ToTensors(network, false).Zip(Runs.Blocks(network)))
        {
            var expected = TorchWitness.Doubles(answer["tensors"]![tensor.Name]);
            if (!one.IsRoundingNoise(block.Name))
                Deviation.Within(
                    TrainingTolerance.Weights(steps), expected, [.. tensor.Values], TrainingTolerance.Floor, $"{what}: {block.Name}");
        }
    }

    /// <summary>PyTorch would draw them itself: the factors of inputs and hidden outputs in each step; none without dropout.</summary>
    private static JsonArray Factors(ReferenceCase one, int steps) => DropoutRule.Of(Job(one)) is not { } rule
        ? []
        : [.. Enumerable.Range(0, steps).Select(step => new JsonArray(
            [.. Enumerable.Range(0, one.Shape.Layers).Select(layer => Factors(rule, step, layer, one.Shape.Width(layer), one.Options))]))];

    private static JsonArray Factors(DropoutRule rule, long step, int layer, int width, TrainingOptions options) =>
        [.. Enumerable.Range(0, options.BatchSize).Select(row => Factors(rule, step, layer, row, width))];

    private static JsonArray Factors(DropoutRule rule, long step, int layer, int row, int width)
    {
        var factors = new float[width];
        rule.Fill(step, layer == 0 ? DropoutRule.Input : layer - 1, row, factors);
        return TorchWitness.Numbers(factors);
    }

    private static TrainingJob Job(ReferenceCase one) => new(one.Shape, one.Options, Seed);

    private static DataSplits Data(int samples) => RandomData.Splits(samples, ReferenceCase.Inputs, ReferenceCase.Classes);

    private static JsonObject Request(ReferenceCase one, int samples, int epochs)
    {
        var initial = InitialNetwork.Create(one.Shape, one.Options.Initialization, Seed);
        var train = Data(samples).Train;
        var features = new float[samples * ReferenceCase.Inputs];
        train.Features.ReadRange(0, samples, features);
        var batches = Enumerable.Range(0, epochs).SelectMany(epoch => BatchOrder.Of(Seed, epoch, samples).Chunk(one.Options.BatchSize));
        return new JsonObject
        {
            ["widths"] = TorchWitness.Numbers(Enumerable.Range(0, one.Shape.Layers + 1).Select(one.Shape.Width)),
            ["activation"] = one.Shape.Activation.ToString(),
            ["batch_norm"] = one.Shape.BatchNorm,
            ["optimizer"] = one.Options.Optimizer.ToString(),
            ["learning_rate"] = one.Options.LearningRate,
            ["momentum"] = one.Options.Momentum,
            ["schedule"] = one.Options.Schedule.Kind.ToString(),
            ["warmup_steps"] = one.Options.Schedule.Warmup * one.Options.StepsPerEpoch(samples),
            ["all_steps"] = one.Options.Epochs * one.Options.StepsPerEpoch(samples),
            ["milestones"] =
                TorchWitness.Numbers(one.Options.Schedule.Milestones.Select(epoch => epoch * one.Options.StepsPerEpoch(samples))),
            ["step_factor"] = one.Options.Schedule.Factor,
            ["l2"] = one.Options.L2,
            ["l2_on"] = one.Options.L2On.ToString(),
            ["factors"] = Factors(one, samples / one.Options.BatchSize * epochs),
            ["tensors"] = new JsonArray([.. SequentialWriter.ToTensors(initial, false).Select(tensor => new JsonObject
            {
                ["name"] = tensor.Name,
                ["shape"] = TorchWitness.Numbers(tensor.Shape),
                ["values"] = TorchWitness.Numbers(tensor.Values),
            })]),
            ["features"] = TorchWitness.Numbers(features),
            ["labels"] = TorchWitness.Numbers(train.Labels.Select(label => (int)label)),
            ["batches"] = new JsonArray([.. batches.Select(TorchWitness.Numbers)]),
        };
    }
}
