namespace Engine.Measures;

/// <summary>The L2 norm of a neuron's weights into the next layer: how strongly its output can reach what follows.</summary>
public static class OutgoingNorm
{
    public static Measure Definition { get; } = new()
    {
        Name = "outgoing-norm",
        Label = "norm of the outgoing weights",
        Unit = "L2",
        Formula = "sqrt( sum_k w_k^2 ), w_k the weights into the next layer",
        Source = "Euclidean norm",
        Meaning = "L2 norm of the weights into the next layer; null where activations alone were measured",
        Value = neuron => neuron.OutgoingNorm,
        IsOptional = true,
    };
}
