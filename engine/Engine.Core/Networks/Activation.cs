namespace Engine.Networks;

/// <summary>The hidden units' activation function; <see cref="ActivationFunction"/> says all else about it.</summary>
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

    /// <summary>z for z &gt; 0, else exp(z) - 1: alpha is 1, PyTorch's default (Clevert, Unterthiner, Hochreiter,
    /// arXiv:1511.07289).</summary>
    Elu,

    /// <summary>z Phi(z), Phi the standard normal's distribution function (Hendrycks, Gimpel, arXiv:1606.08415).</summary>
    Gelu,

    /// <summary>z / 2 (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))): that paper's approximation, PyTorch's
    /// <c>approximate="tanh"</c>.</summary>
    GeluTanh,

    /// <summary>z / (1 + exp(-z)), also called swish (Elfwing, Uchibe, Doya, arXiv:1702.03118).</summary>
    Silu,

    /// <summary>ln(1 + exp(z)).</summary>
    Softplus,

    /// <summary>z between -1 and 1, else the nearer of the two.</summary>
    HardTanh,
}

/// <summary>The names of activations, as specs, command lines and models have them: LeakyRelu is <c>leaky-relu</c>.</summary>
public static class ActivationName
{
    public static string Of(Activation activation) => Hyphenated($"{activation}");

    public static bool TryParse(string name, out Activation activation)
    {
        activation = Array.Find(Enum.GetValues<Activation>(), known => Of(known) == name);
        return Of(activation) == name;
    }

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
