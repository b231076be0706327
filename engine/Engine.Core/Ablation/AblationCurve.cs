namespace Engine.Ablation;

/// <summary>The answers of a network while one order's neurons are switched off one after another, at every step k = 0 (intact) ..
/// width.</summary>
public sealed record AblationCurve
{
    /// <param name="order">The measure's name, or <c>random</c>.</param>
    /// <param name="repetition">Which random order; 0 for a measure's.</param>
    /// <param name="removed"><c>[width]</c>: the neuron removed at step k is element k - 1.</param>
    /// <param name="correct"><c>[width + 1]</c>: samples classified rightly at each step.</param>
    /// <param name="loss"><c>[width + 1]</c>: mean cross-entropy in nats.</param>
    /// <param name="nearTies"><c>[width + 1]</c>: samples whose two highest logits are closer than the evaluation's margin.</param>
    /// <param name="total">Samples evaluated.</param>
    /// <exception cref="ArgumentException">An array has another length, a count is outside 0 .. total, or there are no samples.</exception>
    public AblationCurve(
        AblationScope scope, string order, AblationDirection direction, int repetition, NeuronId[] removed, int[] correct, double[] loss,
        int[] nearTies, int total)
    {
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(correct);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(nearTies);
        var steps = removed.Length + 1;
        if (correct.Length != steps || loss.Length != steps || nearTies.Length != steps)
            throw new ArgumentException($"{removed.Length} neurons make {steps} steps; correct has {correct.Length}, loss {loss.Length}, "
                + $"near ties {nearTies.Length}");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        var wrong = Array.FindIndex(correct, count => count < 0 || count > total);
        if (wrong >= 0)
            throw new ArgumentException($"step {wrong}: {correct[wrong]} correct of {total}", nameof(correct));
        (Scope, Order, Direction, Repetition) = (scope, order, direction, repetition);
        (Removed, Correct, Loss, NearTies, Total) = (removed, correct, loss, nearTies, total);
    }

    public AblationScope Scope { get; }

    public string Order { get; }

    public AblationDirection Direction { get; }

    public int Repetition { get; }

    public NeuronId[] Removed { get; }

    public int[] Correct { get; }

    public double[] Loss { get; }

    public int[] NearTies { get; }

    public int Total { get; }

    /// <summary>Neurons in the scope; the last step's index.</summary>
    public int Width => Removed.Length;

    /// <summary>The share of right answers after the first <paramref name="step"/> neurons are removed.</summary>
    public double Accuracy(int step) => (double)Correct[step] / Total;
}
