using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>How much memory a network of a stack takes, estimated from what a step holds at once.</summary>
internal static class StackMemory
{
    /// <summary>Parameters, both moments, the gradient and its blocks, and two intermediates of the optimizer's step.</summary>
    private const int CopiesOfParameters = 7;

    /// <summary>Per layer: output, dropout's factors and product, errors and what they are made of; batch normalization's three.</summary>
    private const int CopiesOfOutputs = 8;

    /// <summary>Left to libtorch's own needs and to what is lost between blocks.</summary>
    private const double Usable = 0.8;

    /// <summary>Bytes of one network.</summary>
    public static long PerNetwork(TrainingJob job, int samples)
    {
        var layout = new StackLayout(job.Shape);
        var batch = Math.Min(job.Options.BatchSize, samples);
        var widths = Enumerable.Range(1, job.Shape.Layers).Sum(layer => (long)job.Shape.Width(layer));
        var values = (CopiesOfParameters * layout.Length) + (batch * (job.Shape.Inputs + (CopiesOfOutputs * widths))) + samples;
        return values * sizeof(float);
    }

    /// <summary>How many such networks fit; at least 1.</summary>
    public static int Fitting(TrainingJob job, int samples, long free) => (int)Math.Clamp(free * Usable / PerNetwork(job, samples), 1, int.MaxValue);
}
