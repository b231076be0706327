namespace Engine.Measures;

/// <summary>The share of samples on which a neuron is active: its output lies above the edge of the one-bit quantizer.</summary>
public static class FractionActive
{
    public static Measure Definition { get; } = new()
    {
        Name = "fraction-active",
        Label = "fraction active",
        Unit = "share of samples",
        Formula = "#{i: t_i > edge} / N, the edge of the one-bit quantizer",
        Source = "frequency of the symbol 1",
        Meaning = "share of samples above the one-bit edge",
        Value = neuron => neuron.Statistics.FractionActive,
        Beside =
        [
            new("max_abs_activation", "largest magnitude of the output", "units of the activation", "largest magnitude of the output",
                neuron => neuron.Statistics.MaxAbs),
            new("inactive", "inactive", "", "the output is 0 on all samples", neuron => neuron.Statistics.Inactive ? 1 : 0)
                { Kind = CellKind.Flag },
            new("effectively_inactive", "effectively inactive", "", "removing the neuron alone changes no sample's predicted class",
                neuron => neuron.EffectivelyInactive is { } unchanged ? (unchanged ? 1 : 0) : null)
                { Kind = CellKind.Flag, IsOptional = true },
        ],
        Invariants =
        [
            new("0 <= fraction active", _ => 0, neuron => neuron.Statistics.FractionActive),
            new("fraction active <= 1", neuron => neuron.Statistics.FractionActive, _ => 1),
        ],
    };
}
