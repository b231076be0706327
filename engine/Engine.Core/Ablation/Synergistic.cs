namespace Engine.Ablation;

/// <summary>
/// synergistic = the number of active neurons whose own information is not significant, if removing all of them together costs more than
/// epsilon (A0 - c), else 0: what they do, they do together.
/// </summary>
public static class Synergistic
{
    public const string Name = "synergistic";

    /// <summary>The active neurons whose q-value is above the settings' significance: those to remove together.</summary>
    /// <param name="inactive"><c>[neurons]</c>.</param>
    /// <param name="qValues"><c>[neurons]</c>.</param>
    /// <returns>Positions, ascending.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or an active neuron's q-value is NaN.</exception>
    public static int[] Candidates(ReadOnlySpan<bool> inactive, ReadOnlySpan<double> qValues, ReadingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (inactive.Length != qValues.Length)
            throw new ArgumentException(
                $"{inactive.Length} inactive flags and {qValues.Length} q-values: there must be one of each for each neuron");
        var candidates = new List<int>();
        for (var i = 0; i < inactive.Length; i++)
        {
            if (!inactive[i] && double.IsNaN(qValues[i]))
                throw new ArgumentException($"neuron {i} has no q-value (NaN)", nameof(qValues));
            if (!inactive[i] && qValues[i] > settings.Significance)
                candidates.Add(i);
        }

        return [.. candidates];
    }

    /// <param name="candidates">How many neurons were removed together.</param>
    /// <param name="correctWithout">Samples classified rightly without them.</param>
    public static Reading Of(AccuracyBand band, int candidates, int correctWithout)
    {
        ArgumentNullException.ThrowIfNull(band);
        ArgumentOutOfRangeException.ThrowIfNegative(candidates);
        if (band.Undefined is { } reason)
            return Reading.Undefined(Name, null, reason);
        var accuracy = (double)correctWithout / band.Total;
        var detail =
            $"without the {candidates} active neurons of no significant information the accuracy is {accuracy:0.####}, "
                + $"intact {band.Intact:0.####}";
        return new Reading(Name, null, band.Keeps(correctWithout) ? 0 : candidates, detail);
    }
}
