namespace Engine.Ablation;

/// <summary>One order of removal within a scope.</summary>
/// <param name="Name">The measure's name, or <see cref="RandomOrders.Name"/>.</param>
/// <param name="Repetition">Which random order; 0 for a measure's.</param>
/// <param name="Removed">Every neuron of the scope once, first removed first.</param>
public sealed record AblationOrder(string Name, AblationDirection Direction, int Repetition, NeuronId[] Removed);
