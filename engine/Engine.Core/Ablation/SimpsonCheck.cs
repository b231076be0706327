using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>
/// Whether a measure that goes with importance within every layer seems not to over the whole network (Simpson 1951): Spearman's
/// correlation of the measure with the single-neuron drop, pooled and within layers, with permutation p-values.
/// </summary>
public static class SimpsonCheck
{
    // Permuted correlations this close to the observed one have reached it.
    private const double TieTolerance = 1e-12;

    // The labels' permutations of the same purpose have small indices.
    private const ulong IndexBase = 1UL << 63;

    /// <exception cref="ArgumentException">There is no layer, a layer's arrays differ in length, or a value is NaN.</exception>
    public static SimpsonResult Of(IReadOnlyList<SimpsonLayer> layers, SimpsonSettings settings)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Permutations, nameof(settings));
        if (layers.Count == 0)
            throw new ArgumentException("there is no layer to compare within", nameof(layers));
        var pairs = layers.Select(layer => Pairs(layer, settings.IncludeInactive)).ToArray();
        var names = layers.Select(layer => new AblationScope(layer.Layer).Name).ToArray();
        var permuted = layers.Select((layer, i) => Permuted(pairs[i], layer.Layer, settings)).ToArray();
        var within = layers.Select((_, i) => Correlation(permuted[i], pairs[i].Length, names[i])).ToArray();
        var pooled = pairs.SelectMany(pair => pair).ToArray();
        return new SimpsonResult(
            Correlation(Permuted(pooled, AblationScope.Network.Layer, settings), pooled.Length, AblationScope.Network.Name),
            Mean(within, names, permuted),
            within,
            settings.IncludeInactive);
    }

    private static (double Measure, double Drop)[] Pairs(SimpsonLayer layer, bool includeInactive)
    {
        if (layer.Measure.Length != layer.SingleDrop.Length || layer.Measure.Length != layer.Inactive.Length)
            throw new ArgumentException($"layer {layer.Layer}: {layer.Measure.Length} values, {layer.SingleDrop.Length} drops and {layer.Inactive.Length} inactive flags");
        return [.. layer.Measure.Zip(layer.SingleDrop).Where((_, i) => includeInactive || !layer.Inactive[i])];
    }

    // The observed correlation first, then those with the drops permuted.
    private static double[] Permuted((double Measure, double Drop)[] pairs, int scope, SimpsonSettings settings)
    {
        var measure = Spearman.CentredRanks([.. pairs.Select(pair => pair.Measure)]);
        var drop = Spearman.CentredRanks([.. pairs.Select(pair => pair.Drop)]);
        var correlations = new double[settings.Permutations + 1];
        correlations[0] = Spearman.OfRanks(measure, drop);
        for (var i = 0; i < settings.Permutations && !double.IsNaN(correlations[0]); i++)
        {
            var order = new RandomStream(settings.Seed, RandomPurpose.PermutationNull, IndexBase | ((ulong)scope << 32) | (uint)i).Permutation(drop.Length);
            correlations[i + 1] = Spearman.OfRanks(measure, [.. order.Select(from => drop[from])]);
        }

        return correlations;
    }

    private static RankCorrelation Correlation(double[] permuted, int neurons, string scope)
    {
        if (double.IsNaN(permuted[0]))
            return new RankCorrelation(double.NaN, double.NaN, neurons, $"{scope}: of {neurons} neurons the measure or the drop is constant");
        var reached = permuted.Skip(1).Count(rho => Math.Abs(rho) >= Math.Abs(permuted[0]) - TieTolerance);
        return new RankCorrelation(permuted[0], (1.0 + reached) / permuted.Length, neurons, null);
    }

    private static RankCorrelation Mean(RankCorrelation[] within, string[] names, double[][] permuted)
    {
        var neurons = within.Sum(layer => layer.Neurons);
        if (within.FirstOrDefault(layer => layer.Undefined is not null) is { } undefined)
            return new RankCorrelation(double.NaN, double.NaN, neurons, undefined.Undefined);
        if (within.Any(layer => layer.Rho > 0) && within.Any(layer => layer.Rho < 0))
            return new RankCorrelation(double.NaN, double.NaN, neurons, "layers of mixed sign: " + string.Join(", ", within.Zip(names, (layer, name) => $"{name} {layer.Rho:0.####}")));
        var means = Enumerable.Range(0, permuted[0].Length).Select(i => permuted.Average(layer => layer[i])).ToArray();
        return Correlation(means, neurons, AblationScope.Network.Name);
    }
}
