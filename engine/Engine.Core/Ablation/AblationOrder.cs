namespace Engine.Ablation;

/// <summary>One order of removal within a scope.</summary>
/// <param name="Name">The measure's name, or <see cref="RandomOrders.Name"/>.</param>
/// <param name="Repetition">Which random order; 0 for a measure's.</param>
/// <param name="Removed">Every neuron of the scope once, first removed first.</param>
public sealed record AblationOrder(string Name, AblationDirection Direction, int Repetition, NeuronId[] Removed)
{
    /// <summary>As messages name it, e.g. <c>mutual-information ascending</c> or <c>random 3</c>.</summary>
    public override string ToString() => Direction == AblationDirection.Random ? $"{Name} {Repetition}" : $"{Name} {Direction.NameOf()}";
}
