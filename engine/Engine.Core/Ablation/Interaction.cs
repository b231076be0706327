namespace Engine.Ablation;

/// <summary>
/// Interaction at step k = [A0 - A(first k removed)] - the sum of their k single-neuron drops: positive where neurons back each other up
/// (redundancy), negative where each needs the others (complementary). In accuracy; needs no c, so that it is always defined.
/// </summary>
public static class Interaction
{
    public const string MaximumName = "interaction_max";
    public const string MinimumName = "interaction_min";

    /// <param name="singleDrops">Each neuron's A0 - A with it alone removed.</param>
    /// <returns><c>[width + 1]</c>: 0 at steps 0 and 1.</returns>
    /// <exception cref="ArgumentException">A removed neuron has no single drop, or it is NaN.</exception>
    public static double[] Along(AblationCurve curve, IReadOnlyDictionary<NeuronId, double> singleDrops)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(singleDrops);
        var interaction = new double[curve.Width + 1];
        // In whole samples, so that what cancels is 0.
        var sum = 0L;
        for (var step = 1; step < interaction.Length; step++)
        {
            var neuron = curve.Removed[step - 1];
            if (!singleDrops.TryGetValue(neuron, out var drop) || double.IsNaN(drop))
                throw new ArgumentException(
                    $"{neuron} has no single-neuron drop: interaction needs one for each neuron of {curve.Scope}", nameof(singleDrops));
            sum += (long)Math.Round(drop * curve.Total);
            interaction[step] = (double)(curve.Correct[0] - curve.Correct[step] - sum) / curve.Total;
        }

        return interaction;
    }

    /// <summary>The largest and the smallest interaction along the curve, of equals the earliest.</summary>
    public static IReadOnlyList<Reading> Extremes(AblationCurve curve, IReadOnlyDictionary<NeuronId, double> singleDrops)
    {
        var interaction = Along(curve, singleDrops);
        return [At(MaximumName, curve, interaction, interaction.Max()), At(MinimumName, curve, interaction, interaction.Min())];
    }

    private static Reading At(string name, AblationCurve curve, double[] interaction, double value) =>
        new(name, curve.Direction, value, $"at step {Array.IndexOf(interaction, value)} of {curve.Width}");
}
