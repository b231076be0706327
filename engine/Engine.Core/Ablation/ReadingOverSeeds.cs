using Engine.Measures;

namespace Engine.Ablation;

/// <summary>Of a reading over the seeds of a point: which values its mean is of, and between which numbers they lie.</summary>
public static class ReadingOverSeeds
{
    /// <summary>The values that the mean is of: without those that are undefined, and without networks whose accuracy never falls so low
    /// (<see cref="Destroying.Never"/> is no number of neurons) unless that holds for all.</summary>
    /// <param name="name">Of the reading.</param>
    /// <param name="values">Of the seeds; NaN where it is undefined.</param>
    public static double[] Counted(string name, IEnumerable<double> values)
    {
        double[] defined = [.. values.Where(value => !double.IsNaN(value))];
        double[] counted = name == Destroying.Name ? [.. defined.Where(value => value != Destroying.Never)] : defined;
        return counted.Length > 0 ? counted : defined;
    }

    /// <summary>Between which numbers a reading lies.</summary>
    /// <param name="name">With or without the suffix of a tolerance or a share: <c>sufficient_2</c>.</param>
    /// <param name="neurons">Of the scope; null where the number is not known, and counts have no upper end.</param>
    /// <param name="randoms">Random orders of the scope; null where it is not known how many, and a rank has no upper end.</param>
    public static ValueRange Range(string name, int? neurons, int? randoms)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WithoutSuffix(name) switch
        {
            ScopeReadings.IntactAccuracyName or Reversal.Name or Reversal.DecidedName => new(0, 1),
            Reversal.LastShareName => new(0, SharesVsRandom.Percents[^1]),
            Sufficient.Name or Destroying.Name or Plateau.Name or Redundant.LowName or Redundant.HighName or Synergistic.Name
                or ScopeReadings.InactiveName or ScopeReadings.EffectivelyInactiveName or ScopeReadings.StretchedName
                or ScopeReadings.AlwaysOnName or ScopeReadings.AlwaysOnMatterName => new(0, neurons ?? double.PositiveInfinity),
            AreaVsRandom.RankName => new(1, randoms + 1 ?? double.PositiveInfinity),
            // At the first step it is 0, so that its largest value is never below and its smallest never above.
            Interaction.MaximumName => new(0, double.PositiveInfinity),
            Interaction.MinimumName => new(double.NegativeInfinity, 0),
            var ofCheck when ofCheck.StartsWith(SimpsonCheck.Prefix, StringComparison.Ordinal) =>
                new(ofCheck.EndsWith(SimpsonCheck.PValueSuffix, StringComparison.Ordinal) ? 0 : -1, 1),
            _ => ValueRange.Any,
        };
    }

    private static string WithoutSuffix(string name)
    {
        var end = name.LastIndexOf('_');
        return end >= 0 && end + 1 < name.Length && char.IsAsciiDigit(name[end + 1]) ? name[..end] : name;
    }
}
