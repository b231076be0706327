namespace Engine.Measures;

/// <summary>The mean of a neuron's output over all samples; computed with the other <see cref="ActivationStatistics"/>.</summary>
public static class MeanActivation
{
    public static Measure Definition { get; } = new()
    {
        Name = "mean-activation",
        Label = "mean activation",
        Unit = "units of the activation",
        Formula = "(1/N) sum_i t_i",
        Source = "sample mean",
        Meaning = "mean output",
        Value = neuron => neuron.Statistics.Mean,
    };
}
