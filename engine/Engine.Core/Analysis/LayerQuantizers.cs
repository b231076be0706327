using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Analysis;

/// <summary>The quantizers of a layer, each fitted to its neuron's outputs in host memory, and the symbols that they give.</summary>
public static unsafe class LayerQuantizers
{
    /// <param name="outputs"><c>[samples, neurons]</c>, row-major without padding.</param>
    /// <param name="statistics"><c>[neurons]</c>.</param>
    public static Quantizer[] Fit(
        QuantizerRule rule, float* outputs, ActivationStatistics[] statistics, Activation activation, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(team);
        var quantizers = new Quantizer[statistics.Length];
        team.Run(quantizers.Length, neuron => quantizers[neuron] = NeedsOutputs(rule, statistics[neuron])
            ? QuantizerFitting.Fit(rule, activation, Column(outputs, neuron, statistics))
            : QuantizerFitting.FromRange(rule, activation, statistics[neuron].Min, statistics[neuron].Max));
        return quantizers;
    }

    /// <summary>The symbols of all outputs, for a device that counts histograms without bringing its symbols to the host.</summary>
    /// <param name="outputs"><c>[samples, neurons]</c>, row-major without padding.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    /// <exception cref="ArgumentException">An output is NaN.</exception>
    public static NeuronCodes Codes(IReadOnlyList<Quantizer> quantizers, float* outputs, int samples, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(quantizers);
        ArgumentNullException.ThrowIfNull(team);
        var codes = new byte[quantizers.Count][];
        team.Run(codes.Length, neuron =>
        {
            var own = new byte[samples];
            var at = outputs + neuron;
            for (var sample = 0; sample < samples; sample++, at += codes.Length)
                own[sample] = (byte)quantizers[neuron].BinOf(*at);
            codes[neuron] = own;
        });
        return new NeuronCodes(codes, [.. quantizers.Select(quantizer => quantizer.Bins)]);
    }

    /// <summary>Where the range alone settles the edges, and no outlier stretches it, a neuron's outputs need not be sorted.</summary>
    public static bool NeedsOutputs(QuantizerRule rule, ActivationStatistics of) => rule.IsRobust || rule.Kind switch
    {
        QuantizerKind.Quantile => true,
        QuantizerKind.Uniform => Outliers.MayStretch(new BinRange(of.Min, of.Max), rule.EqualBins, of.Count, of.Variance),
        QuantizerKind.ZeroUniform => Outliers.MayStretch(new BinRange(0, of.Max), rule.EqualBins, of.Count, of.Variance),
        _ => false,
    };

    private static float[] Column(float* outputs, int neuron, ActivationStatistics[] statistics)
    {
        var column = new float[statistics[neuron].Count];
        for (var sample = 0; sample < column.Length; sample++)
            column[sample] = outputs[((long)sample * statistics.Length) + neuron];
        return column;
    }
}
