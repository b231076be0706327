namespace Engine.Measures;

/// <summary>The L2 norm of a neuron's weights into the next layer: how strongly its output can reach what follows. They are the weights of
/// the network as the analysis sees it, with the next layer's batch normalization folded in.</summary>
public static class OutgoingNorm
{
    public static Measure Definition { get; } = new()
    {
        Name = "outgoing-norm",
        Label = "norm of the outgoing weights",
        Unit = "L2",
        Formula = "sqrt( sum_k w_k^2 ), w_k the weights into the next layer, times gamma / sqrt(variance + epsilon) where it is normalized",
        Source = "Euclidean norm",
        Meaning = "L2 norm of the weights into the next layer, whose batch normalization, if any, is folded into them; "
            + "null where activations alone were measured",
        Value = neuron => neuron.OutgoingNorm,
        IsOptional = true,
    };
}
