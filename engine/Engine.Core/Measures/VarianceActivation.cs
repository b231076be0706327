namespace Engine.Measures;

/// <summary>
/// The population variance of a neuron's output over all samples; computed with the other <see cref="ActivationStatistics"/>.
/// </summary>
public static class VarianceActivation
{
    public static Measure Definition { get; } = new()
    {
        Name = "variance-activation",
        Label = "variance of the activation",
        Unit = "units squared",
        Formula = "(1/N) sum_i (t_i - mean)^2",
        Source = "population variance",
        Meaning = "population variance of the output",
        Value = neuron => neuron.Statistics.Variance,
        Invariants = [new("0 <= variance", _ => 0, neuron => neuron.Statistics.Variance)],
    };
}
