using System.Collections.Immutable;
using Engine.Ablation;

namespace Engine.Analysis.Insights;

/// <summary>How curves are read; the defaults are those of a spec.</summary>
public sealed record InsightOptions
{
    /// <summary>The tolerance that readings have where the list of tolerances has it: fixed beforehand, and no finer than an eye reads a
    /// figure.</summary>
    private const double Headline = 0.05;

    public static InsightOptions Default { get; } = new();

    /// <summary>The defaults of the versions that had one tolerance; a run's JSON without the section means these.</summary>
    public static InsightOptions Earlier { get; } = new() { Tolerances = [0.02] };

    /// <summary>Epsilon: the shares of the useful accuracy A0 - c that may be lost while nothing counts as lost; ascending, at least one.
    /// </summary>
    public ImmutableArray<double> Tolerances { get; init; } = [0.02, 0.05, 0.10];

    /// <inheritdoc cref="ReadingSettings.Delta"/>
    public double Delta { get; init; } = new ReadingSettings().Delta;

    /// <inheritdoc cref="ReadingSettings.Significance"/>
    public double Significance { get; init; } = new ReadingSettings().Significance;

    /// <summary>B of the Simpson check's p-values: so many permutations.</summary>
    public int Permutations { get; init; } = SimpsonSettings.DefaultPermutations;

    /// <summary>The thresholds at the tolerance of the readings without a suffix: see <see cref="HeadlineOf"/>.</summary>
    public ReadingSettings Readings => At(HeadlineOf(Tolerances));

    /// <summary>0.05 where it is among the tolerances, else the first.</summary>
    public static double HeadlineOf(IReadOnlyCollection<double> tolerances) =>
        tolerances.Contains(Headline) ? Headline : tolerances.First();

    /// <summary>The thresholds at one of the tolerances.</summary>
    public ReadingSettings At(double tolerance) => new(tolerance, Delta, Significance);

    public bool Equals(InsightOptions? other) =>
        other is not null && Delta.Equals(other.Delta) && Significance.Equals(other.Significance) && Permutations == other.Permutations
        && Tolerances.SequenceEqual(other.Tolerances);

    public override int GetHashCode() => HashCode.Combine(Tolerances.Length, Delta, Significance, Permutations);
}
