namespace Kernels.Ilgpu.Histograms;

/// <summary>From an output to its bin.</summary>
internal static class Symbols
{
    /// <summary>How many of the neuron's edges the output is greater than: the same steps for all neurons, since all have as many edges.</summary>
    /// <param name="middle">The neuron's middle edge: a thread reads it once for all samples.</param>
    public static int BinOf(HistogramArguments a, int neuron, float middle, float output)
    {
        var half = (a.Edges + 1) >> 1;
        var bin = output > middle ? half : 0;
        for (half >>= 1; half > 0; half >>= 1)
        {
            if (output > a.EdgeTable[((long)(bin + half - 1) * a.Neurons) + neuron])
                bin += half;
        }
        return bin;
    }

    /// <summary>With two bins the only edge; infinity, which no output exceeds, where there is none.</summary>
    public static float MiddleEdge(HistogramArguments a, int neuron) =>
        a.Edges == 0 ? float.PositiveInfinity : a.EdgeTable[((long)(a.Edges >> 1) * a.Neurons) + neuron];
}
