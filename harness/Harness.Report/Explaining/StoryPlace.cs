namespace Harness.Report.Explaining;

/// <summary>Where a neuron falls in one order, and what its removal did there.</summary>
/// <param name="Step">At which it is removed, from 1.</param>
/// <param name="Width">Steps of the order.</param>
/// <param name="Before">Accuracy without the neurons removed before it.</param>
/// <param name="After">Accuracy without it as well.</param>
public sealed record StoryPlace(string Scope, string Order, string? Quantizer, string? MeasureSplit, string Direction, int Step, int Width, double Before, double After);
