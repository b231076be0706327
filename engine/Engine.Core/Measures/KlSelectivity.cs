namespace Engine.Measures;

/// <summary>
/// max_y D( P(T|Y=y) || P(T) ) in bits: the divergence of the class that the neuron sets apart most ([ALG], arXiv:1804.06679).
/// Classes without a sample are left out.
/// </summary>
public static class KlSelectivity
{
    public static Measure Definition { get; } = new()
    {
        Name = "kl-selectivity",
        Label = "KL selectivity",
        Unit = "bits",
        Formula = "max_y D( P(T|Y=y) || P(T) )",
        Source = "[ALG], arXiv:1804.06679",
        Meaning = "max over classes of D(P(T|Y) || P(T)), bits",
        NeedsQuantizer = true,
        Value = neuron => Of(neuron.Divergences).Value,
        Beside =
        [
            new("kl_class", "class of the KL selectivity", "label",
                "the class of that maximum; null where it is 0, as of a neuron with one symbol",
                neuron => Of(neuron.Divergences).ClassOrNull)
                { Kind = CellKind.Class, IsOptional = true, InReport = ReportUse.Fact },
            new("kl_null_mean", "mean KL selectivity over permuted labels", "bits", "mean KL selectivity over permuted labels, bits",
                neuron => neuron.Null?.KlNullMean)
                { IsOptional = true },
            new("kl_p_value", "p of the KL selectivity by permutation", "", "as p_value, for KL selectivity",
                neuron => neuron.Null?.KlPValue)
                { IsOptional = true },
        ],
        Invariants = [new("I(T;Y) <= KL selectivity", MutualInformation.Definition.Value, neuron => Of(neuron.Divergences).Value)],
    };

    /// <summary>Divergences closer than this, in bits, are equal: rounding must not decide which class a neuron is named after.</summary>
    public const double TieTolerance = 1e-12;

    /// <returns>The maximum in bits, and the lowest class that attains it; no class where it is 0, which sets none apart.</returns>
    public static Selectivity Of(JointHistogram histogram) => Of(ClassDivergence.OfAll(histogram));

    /// <param name="divergences">As <see cref="ClassDivergence.OfAll"/> gives them.</param>
    internal static Selectivity Of(double[] divergences)
    {
        var highest = divergences.Max();
        return new Selectivity(
            highest, highest > TieTolerance ? Array.FindIndex(divergences, bits => bits >= highest - TieTolerance) : -1);
    }
}

/// <summary>How much a neuron prefers one class, and which.</summary>
/// <param name="Value">In the measure's unit; NaN where it is undefined.</param>
/// <param name="Class">The preferred class, of equals the lowest; -1 where there is none.</param>
public readonly record struct Selectivity(double Value, int Class)
{
    /// <summary>The preferred class; null where there is none.</summary>
    public int? ClassOrNull => Class >= 0 ? Class : null;
}
