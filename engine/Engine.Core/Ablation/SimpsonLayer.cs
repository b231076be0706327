namespace Engine.Ablation;

/// <summary>One layer's neurons, for the question whether a measure goes with what removing a neuron costs.</summary>
/// <param name="Layer">Counted from 1.</param>
/// <param name="Measure"><c>[neurons]</c>.</param>
/// <param name="SingleDrop"><c>[neurons]</c>: A0 - A with the neuron alone removed.</param>
/// <param name="Inactive"><c>[neurons]</c>.</param>
public sealed record SimpsonLayer(int Layer, double[] Measure, double[] SingleDrop, bool[] Inactive);
