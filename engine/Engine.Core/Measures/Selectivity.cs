namespace Engine.Measures;

/// <summary>How much a neuron prefers one class, and which.</summary>
/// <param name="Value">In the measure's unit; NaN where it is undefined.</param>
/// <param name="Class">The preferred class, of equals the lowest; -1 where there is none.</param>
public readonly record struct Selectivity(double Value, int Class);
