using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Analysis;

/// <summary>The quantizers of a layer, each fitted to its neuron's outputs in host memory.</summary>
public static unsafe class LayerQuantizers
{
    /// <param name="outputs"><c>[samples, neurons]</c>, row-major without padding.</param>
    /// <param name="statistics"><c>[neurons]</c>.</param>
    public static Quantizer[] Fit(QuantizerRule rule, float* outputs, ActivationStatistics[] statistics, Activation activation, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(team);
        var quantizers = new Quantizer[statistics.Length];
        team.Run(quantizers.Length, neuron => quantizers[neuron] = rule.Kind == QuantizerKind.Quantile
            ? QuantizerFitting.Fit(rule, activation, Column(outputs, neuron, statistics))
            : QuantizerFitting.FromRange(rule, activation, statistics[neuron].Min, statistics[neuron].Max));
        return quantizers;
    }

    private static float[] Column(float* outputs, int neuron, ActivationStatistics[] statistics)
    {
        var column = new float[statistics[neuron].Count];
        for (var sample = 0; sample < column.Length; sample++)
            column[sample] = outputs[((long)sample * statistics.Length) + neuron];
        return column;
    }
}
