using Engine.Networks;

namespace Harness.Specs;

/// <summary>Names of activation functions that are none of the engine's own, as PyTorch and others have them.</summary>
internal static class ActivationNames
{
    /// <summary>Functions of their own. Each is near to a name of the engine's, and another network with it.</summary>
    private static readonly string[] Others =
    [
        "celu", "crelu", "geglu", "glu", "hardshrink", "hardsigmoid", "hardsilu", "hardswish", "logsigmoid", "mish", "prelu", "quickgelu",
        "relu2", "relu6", "rrelu", "selu", "softmax", "softmin", "softshrink", "softsign", "squaredrelu", "swiglu", "tanhshrink",
        "threshold",
    ];

    /// <summary>Other names of the engine's functions.</summary>
    private static readonly Dictionary<string, string> Same = new()
    {
        ["gelufast"] = "gelu-tanh",
        ["gelunew"] = "gelu-tanh",
        ["gelupytorchtanh"] = "gelu-tanh",
        ["logistic"] = "sigmoid",
        ["rectifier"] = "relu",
        ["swish"] = "silu",
    };

    /// <summary>The names of rectifying functions, to which He's variance belongs, e.g. <c>relu, leaky-relu and silu</c>.</summary>
    public static string Rectifying
    {
        get
        {
            var names = SpecChoices.Activation.Names.Where(name =>
                SpecChoices.Activation.TryParse(name, out var activation) && ActivationFunction.Of(activation).IsRectifying).ToArray();
            return $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        }
    }

    /// <summary>Knowledge of a name: that it is another function, or which of the engine's it is; null where nothing is.</summary>
    public static string? Hint(string name)
    {
        var letters = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        if (Others.Contains(letters))
            return $"{name} is a function of its own, which the engine does not have: another in its place would be another network";
        return Same.TryGetValue(letters, out var own) ? $"did you mean {own}?" : null;
    }
}
