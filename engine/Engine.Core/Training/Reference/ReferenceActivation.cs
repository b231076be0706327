using Engine.Networks;
using Engine.Numerics;

namespace Engine.Training.Reference;

/// <summary>Activation functions and their derivatives in float64.</summary>
public static class ReferenceActivation
{
    public static double Value(Activation activation, double z) => activation switch
    {
        Activation.Relu => z < 0 ? 0 : z,
        Activation.LeakyRelu => z < 0 ? Activations.LeakySlope * z : z,
        Activation.Tanh => Math.Tanh(z),
        _ => 1 / (1 + Math.Exp(-z)),
    };

    /// <summary>The derivative; at the kink of ReLU and leaky ReLU the one from below, as PyTorch has it.</summary>
    public static double Slope(Activation activation, double z)
    {
        var value = Value(activation, z);
        return activation switch
        {
            Activation.Relu => z > 0 ? 1 : 0,
            Activation.LeakyRelu => z > 0 ? 1 : Activations.LeakySlope,
            Activation.Tanh => 1 - (value * value),
            _ => value * (1 - value),
        };
    }
}
