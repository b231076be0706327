using Engine.Data;
using Engine.Networks;
using Engine.Randomness;
using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>Logistic regression by the trainer of networks, against scikit-learn's solver.</summary>
public sealed class LogisticTests
{
    private const double L2 = 0.01;
    private const int Samples = 200;

    [Fact]
    public void Converged_weights_are_scikit_learns()
    {
        var python = PythonWitness.Require("numpy", "sklearn.linear_model");
        var (values, labels) = Clouds();
        var answer = PythonScript.Ask(python, "logistic.py", new { x = values.Chunk(2), y = labels.Select(label => (int)label), l2 = L2 });
        double[] theirs = [.. answer.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble())];

        // Full batches, so that the gradient is exact; the objective is strongly convex, and 2,000 steps converge to float32's accuracy.
        var data = new LabelledData(new FloatFeatures(values, Samples, 2), labels, 2);
        var shape = new NetworkShape(2, [], 2, Activation.Relu, false);
        var options = new TrainingOptions
        {
            Optimizer = OptimizerKind.Sgd,
            LearningRate = 0.5,
            BatchSize = Samples,
            L2 = L2,
            Initialization = Initialization.Glorot,
        };
        var (_, network) = Runs.Train(new SimdTrainer(), new TrainingJob(shape, options, 1), new DataSplits(data, data, data), 2000);
        var layer = network.Layers[0];
        double[] ours = [layer.Weight[2] - layer.Weight[0], layer.Weight[3] - layer.Weight[1], layer.Bias[1] - layer.Bias[0]];
        Deviation.Within(1e-4, theirs, ours, 0, "weights");
        // The rows are opposite, as the witness assumes.
        Assert.Equal(0, layer.Weight[0] + layer.Weight[2], 1e-3);
    }

    /// <summary>Two overlapping clouds of unequal spread and size.</summary>
    private static (float[] Values, byte[] Labels) Clouds()
    {
        var random = new RandomStream(4, RandomPurpose.DataGeneration);
        var values = new float[2 * Samples];
        var labels = new byte[Samples];
        for (var i = 0; i < Samples; i++)
        {
            labels[i] = (byte)(random.NextInt(3) == 0 ? 1 : 0);
            values[2 * i] = (float)((labels[i] == 1 ? 0.8 : -0.5) + random.NextNormal());
            values[(2 * i) + 1] = (float)((labels[i] == 1 ? -0.3 : 0.4) + (0.6 * random.NextNormal()));
        }
        return (values, labels);
    }
}
