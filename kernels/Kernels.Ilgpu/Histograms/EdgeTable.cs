using Engine.Measures;

namespace Kernels.Ilgpu.Histograms;

/// <summary>The edges of a layer's quantizers as a kernel searches them: for every neuron 2^bits - 1, the missing ones infinite, which no output exceeds.</summary>
internal static class EdgeTable
{
    /// <returns><c>[edges, neurons]</c>.</returns>
    public static float[] Of(IReadOnlyList<Quantizer> quantizers, out int edges)
    {
        var most = quantizers.Max(quantizer => quantizer.Bins);
        var bins = 1;
        while (bins < most)
            bins *= 2;
        edges = bins - 1;
        var table = new float[edges * quantizers.Count];
        Array.Fill(table, float.PositiveInfinity);
        for (var neuron = 0; neuron < quantizers.Count; neuron++)
        {
            var own = quantizers[neuron].Edges;
            for (var edge = 0; edge < own.Length; edge++)
                table[(edge * quantizers.Count) + neuron] = own[edge];
        }
        return table;
    }
}
