using System.Collections.Immutable;

namespace Engine.Measures;

/// <summary>The word for what a neuron's removal alone does, as far as the samples show it.</summary>
public enum NeuronVerdict
{
    /// <summary>Predictions change, and whether right answers are lost or won is not shown.</summary>
    Open,

    /// <summary>Right answers are lost.</summary>
    Matters,

    /// <summary>No prediction changes.</summary>
    Spare,

    /// <summary>Right answers are won.</summary>
    Harmful,
}

/// <summary>A neuron's removal in counts of samples.</summary>
/// <param name="Lost">Right answers of the intact network less those without the neuron; negative where removal helps.</param>
/// <param name="Changed">Samples whose prediction changes.</param>
/// <param name="PValue">Of the sign test, the largest that fits the counts.</param>
/// <param name="QValue">Benjamini and Hochberg's, over all neurons that are judged together.</param>
public sealed record NeuronJudgement(NeuronVerdict Verdict, int Lost, int Changed, double PValue, double QValue)
{
    /// <summary>
    /// Judges neurons together. Spare: no prediction changes without it. Matters, harmful: right answers are lost, or won, and the sign
    /// test's q is at most <paramref name="significance"/>. Open: everything else.
    /// </summary>
    /// <remarks>Samples that are right before and wrong after, or the other way round, are at most those whose prediction changes: the test
    /// takes them all, and is so never too sure.</remarks>
    /// <param name="removals">Of each neuron, what was lost and how many predictions changed.</param>
    public static ImmutableArray<NeuronJudgement> Of(IReadOnlyList<(int Lost, int Changed)> removals, double significance)
    {
        ArgumentNullException.ThrowIfNull(removals);
        if (removals.Count == 0)
            return [];
        var test = new SignTest(removals.Max(removal => removal.Changed));
        double[] p = [.. removals.Select(removal => test.LargestPValue(removal.Lost, removal.Changed))];
        var q = BenjaminiHochberg.QValues(p);
        return
        [
            .. removals.Select((removal, i) => new NeuronJudgement(
                Word(removal, q[i] <= significance), removal.Lost, removal.Changed, p[i], q[i])),
        ];
    }

    private static NeuronVerdict Word((int Lost, int Changed) removal, bool isShown) => (removal, isShown) switch
    {
        ((_, 0), _) => NeuronVerdict.Spare,
        (( > 0, _), true) => NeuronVerdict.Matters,
        (( < 0, _), true) => NeuronVerdict.Harmful,
        _ => NeuronVerdict.Open,
    };
}
