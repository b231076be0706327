using Engine.Networks;
using Engine.Numerics;

namespace Engine.Torch.Steps;

/// <summary>The activation functions on tensors.</summary>
internal static class ActivationStep
{
    /// <summary>Replaces pre-activations by outputs.</summary>
    public static Tensor Apply(Activation activation, Tensor z) => activation switch
    {
        Activation.Relu => z.relu_(),
        Activation.LeakyRelu => z.leaky_relu_(Activations.LeakySlope),
        Activation.Tanh => z.tanh_(),
        _ => z.sigmoid_(),
    };

    /// <summary>Multiplies errors by the activation's derivative, read off its output; at the kink of ReLU and leaky ReLU the one from below.</summary>
    public static Tensor Derive(Activation activation, Tensor output, Tensor errors) => activation switch
    {
        Activation.Relu => errors.mul_(output.gt(0)),
        Activation.LeakyRelu => errors.mul_(output.gt(0).to(torch.ScalarType.Float32).clamp_(Activations.LeakySlope, 1)),
        Activation.Tanh => errors.mul_((output * output).neg_().add_(1)),
        _ => errors.mul_((1 - output).mul_(output)),
    };
}
