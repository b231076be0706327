using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>How much a run has to compute, in multiply-adds, counted from its spec: for estimates of time, right to a factor of two or so.</summary>
internal static class RunWork
{
    /// <summary>Forward, backward by inputs, backward by weights.</summary>
    private const int PassesOfTraining = 3;

    /// <summary>Samples for which a removed neuron was not 0 anyway.</summary>
    private const double Active = 0.4;

    public static double Of(RunSpec spec, NetworkShape shape, DataSplits splits) => Training(spec, shape, splits) + Ablation(spec, shape, splits[spec.Ablation.Split].Samples);

    /// <summary>Weights and biases.</summary>
    public static long Parameters(NetworkShape shape) => Enumerable.Range(0, shape.Layers).Sum(layer => (shape.Width(layer) + 1L) * shape.Width(layer + 1));

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

    private static int Orders(RunSpec spec)
    {
        var quantized = spec.Measures.Quantizers.Length * spec.Measures.Splits.Length;
        return spec.Ablation.Random + (2 * spec.Ablation.Orders.Sum(order => order == Measure.ClassSelectivity ? spec.Measures.Splits.Length : quantized));
    }
}
