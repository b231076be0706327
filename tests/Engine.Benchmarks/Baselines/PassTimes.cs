namespace Engine.Benchmarks.Baselines;

/// <summary>What all steps of some orders take by forward passes.</summary>
/// <param name="Seconds">The median step, times the steps.</param>
internal sealed record PassTimes(double Seconds, string Note);
