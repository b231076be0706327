using Engine.Randomness;

namespace Engine.Ablation;

/// <summary>
/// Whether a measure that goes with importance within every layer seems not to over the whole network (Simpson 1951): Spearman's
/// correlation of the measure with the single-neuron drop, pooled and within layers, with permutation p-values.
/// </summary>
public static class SimpsonCheck
{
    /// <summary>Its readings' names begin so; those that are p-values end with <see cref="PValueSuffix"/>.</summary>
    internal const string Prefix = "simpson_", PValueSuffix = "_p";

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
            throw new ArgumentException($"layer {layer.Layer}: {layer.Measure.Length} values, "
                + $"{layer.SingleDrop.Length} drops and {layer.Inactive.Length} inactive flags");
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
            var order = new RandomStream(
                settings.Seed, RandomPurpose.PermutationNull, IndexBase | ((ulong)scope << 32) | (uint)i).Permutation(drop.Length);
            correlations[i + 1] = Spearman.OfRanks(measure, [.. order.Select(from => drop[from])]);
        }

        return correlations;
    }

    private static RankCorrelation Correlation(double[] permuted, int neurons, string scope)
    {
        if (double.IsNaN(permuted[0]))
            return new RankCorrelation(
                double.NaN, double.NaN, neurons, $"{scope}: of {neurons} neurons the measure or the drop is constant");
        var reached = permuted.Skip(1).Count(rho => Math.Abs(rho) >= Math.Abs(permuted[0]) - TieTolerance);
        return new RankCorrelation(permuted[0], (1.0 + reached) / permuted.Length, neurons, null);
    }

    private static RankCorrelation Mean(RankCorrelation[] within, string[] names, double[][] permuted)
    {
        var neurons = within.Sum(layer => layer.Neurons);
        if (within.FirstOrDefault(layer => layer.Undefined is not null) is { } undefined)
            return new RankCorrelation(double.NaN, double.NaN, neurons, undefined.Undefined);
        if (within.Any(layer => layer.Rho > 0) && within.Any(layer => layer.Rho < 0))
            return new RankCorrelation(
                double.NaN, double.NaN, neurons,
                "layers of mixed sign: " + string.Join(", ", within.Zip(names, (layer, name) => $"{name} {layer.Rho:0.####}")));
        var means = Enumerable.Range(0, permuted[0].Length).Select(i => permuted.Average(layer => layer[i])).ToArray();
        return Correlation(means, neurons, AblationScope.Network.Name);
    }
}

/// <summary>How the correlations of a Simpson check are taken and tested.</summary>
/// <param name="IncludeInactive">Whether neurons whose output is always 0, and whose drop is therefore 0, take part.</param>
/// <param name="Permutations">B; p-values are multiples of 1 / (B + 1).</param>
public readonly record struct SimpsonSettings(bool IncludeInactive, int Permutations, ulong Seed)
{
    public const int DefaultPermutations = 1000;
}

/// <summary>One layer's neurons, for the question whether a measure goes with what removing a neuron costs.</summary>
/// <param name="Layer">Counted from 1.</param>
/// <param name="Measure"><c>[neurons]</c>.</param>
/// <param name="SingleDrop"><c>[neurons]</c>: A0 - A with the neuron alone removed.</param>
/// <param name="Inactive"><c>[neurons]</c>.</param>
public sealed record SimpsonLayer(int Layer, double[] Measure, double[] SingleDrop, bool[] Inactive);

/// <summary>A measure's correlation with the single-neuron drop, over the layers' boundaries and within them.</summary>
/// <param name="Pooled">Over all neurons of all layers.</param>
/// <param name="Within">The mean of the layers' correlations; undefined where they differ in sign.</param>
/// <param name="Layers">Each layer's own, in the order given.</param>
/// <param name="InactiveIncluded">Whether neurons whose output is always 0 took part.</param>
public sealed record SimpsonResult(
    RankCorrelation Pooled, RankCorrelation Within, IReadOnlyList<RankCorrelation> Layers, bool InactiveIncluded)
{
    /// <summary>For the network's scope: simpson_pooled and simpson_within, <c>_all</c> added where inactive neurons took part; each with
    /// its p-value, <c>_p</c> added.</summary>
    public IReadOnlyList<Reading> NetworkReadings() =>
        [.. Pooled.ToReadings(SimpsonCheck.Prefix + "pooled" + Suffix), .. Within.ToReadings(SimpsonCheck.Prefix + "within" + Suffix)];

    /// <summary>For a layer's scope: its own simpson_within, with its p-value.</summary>
    public IReadOnlyList<Reading> LayerReadings(int position) => Layers[position].ToReadings(SimpsonCheck.Prefix + "within" + Suffix);

    private string Suffix => InactiveIncluded ? "_all" : "";
}

/// <summary>A Spearman correlation with its two-sided permutation p-value.</summary>
/// <param name="Rho">NaN where it is undefined.</param>
/// <param name="PValue">(1 + #{|permuted| &gt;= |observed|}) / (1 + B); NaN where the correlation is undefined.</param>
/// <param name="Neurons">Pairs.</param>
/// <param name="Undefined">Null, or why there is no correlation.</param>
public sealed record RankCorrelation(double Rho, double PValue, int Neurons, string? Undefined)
{
    /// <summary>The correlation, and its p-value under the name with <c>_p</c> added.</summary>
    internal IReadOnlyList<Reading> ToReadings(string name)
    {
        var detail = Undefined ?? $"Spearman over {Neurons} neurons, permutation p {PValue:0.####}";
        return [new Reading(name, null, Rho, detail), new Reading(name + SimpsonCheck.PValueSuffix, null, PValue, detail)];
    }
}
