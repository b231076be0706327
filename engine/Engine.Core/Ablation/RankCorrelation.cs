namespace Engine.Ablation;

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
        return [new Reading(name, null, Rho, detail), new Reading(name + "_p", null, PValue, detail)];
    }
}
