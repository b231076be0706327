namespace Engine.Networks;

/// <summary>The hidden units' activation function.</summary>
public enum Activation
{
    /// <summary>max(0, z).</summary>
    Relu,

    /// <summary>z for z &gt; 0, else 0.01 z (PyTorch's default slope).</summary>
    LeakyRelu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-z)).</summary>
    Sigmoid,
}
