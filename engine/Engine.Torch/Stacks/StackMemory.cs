using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>How much memory a network of a stack takes, estimated from what a step holds at once.</summary>
internal static class StackMemory
{
    /// <summary>Parameters, both moments, the gradient and its blocks, and two intermediates of the optimizer's step.</summary>
    private const int CopiesOfParameters = 7;

    /// <summary>Per layer, in autograd's graph: the products and their flushed copies, dropout's factors and product, what batch
    /// normalization is made of; and the gradients on their way back.</summary>
    private const int CopiesOfOutputs = 12;

    /// <summary>Distances between all samples of a batch, what is made of them, and their gradients.</summary>
    private const int CopiesOfPairs = 6;

    /// <summary>Left to libtorch's own needs and to what is lost between blocks.</summary>
    private const double Usable = 0.8;

    /// <summary>Bytes of one network.</summary>
    public static long PerNetwork(TrainingJob job, int samples)
    {
        var layout = new StackLayout(job.Shape, job.Options.Objective);
        var batch = Math.Min(job.Options.BatchSize, samples);
        var widths = Enumerable.Range(1, job.Shape.Layers).Sum(layer => (long)job.Shape.Width(layer));
        var step = (CopiesOfInputs(job) * job.Shape.Inputs) + (CopiesOfOutputs * widths);
        var values = (CopiesOfParameters * layout.Length) + (batch * step) + samples;
        if (job.Options.Objective == ObjectiveKind.NonlinearIb)
            values += CopiesOfPairs * (long)batch * batch;
        return values * sizeof(float);
    }

    /// <summary>With dropout its factors and product beside the inputs themselves.</summary>
    private static long CopiesOfInputs(TrainingJob job) => job.Options.InputDropout > 0 ? 3 : 1;

    /// <summary>Frees the memory of an attempt that failed half-way: finalizers give it back.</summary>
    public static void Release()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>How many such networks fit; at least 1.</summary>
    public static int Fitting(TrainingJob job, int samples, long free) =>
        (int)Math.Clamp(free * Usable / PerNetwork(job, samples), 1, int.MaxValue);
}
