namespace Engine.Measures;

/// <summary>How a neuron's output becomes a symbol of a finite alphabet.</summary>
public enum QuantizerKind
{
    /// <summary>Two bins: t &gt; 0 (ReLU, leaky ReLU, tanh) or t &gt; 0.5 (sigmoid).</summary>
    OneBit,

    /// <summary>2^bits equal bins on the neuron's own [min, max].</summary>
    Uniform,

    /// <summary>2^bits bins of equal counts; equal edges are merged.</summary>
    Quantile,

    /// <summary>One bin for exactly 0 and 2^bits - 1 equal bins on (0, max]; ReLU only.</summary>
    ZeroUniform,
}
