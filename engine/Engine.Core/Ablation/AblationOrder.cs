namespace Engine.Ablation;

/// <summary>One order of removal within a scope.</summary>
/// <param name="Name">The measure's or the selection's name, or <see cref="RandomOrders.Name"/>.</param>
/// <param name="Repetition">Which random order; 0 for a measure's.</param>
/// <param name="Removed">Every neuron of the scope once, first removed first.</param>
public sealed record AblationOrder(string Name, AblationDirection Direction, int Repetition, NeuronId[] Removed)
{
    /// <summary>The curve of the order, from what was added up at each of its steps, the intact network first.</summary>
    /// <param name="samples">That each step was evaluated on.</param>
    /// <param name="steps">Right answers, the loss summed over the samples, in nats, and near ties.</param>
    public AblationCurve Curve(AblationScope scope, int samples, IReadOnlyCollection<(int Correct, double Loss, int NearTies)> steps) =>
        new(
            scope, Name, Direction, Repetition, Removed, [.. steps.Select(step => step.Correct)],
            [.. steps.Select(step => step.Loss / samples)], [.. steps.Select(step => step.NearTies)], samples);

    /// <summary>As messages name it, e.g. <c>mutual-information ascending</c> or <c>random 3</c>.</summary>
    public override string ToString() => Direction == AblationDirection.Random ? $"{Name} {Repetition}" : $"{Name} {Direction.NameOf()}";
}
