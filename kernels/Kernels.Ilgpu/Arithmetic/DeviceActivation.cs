using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Ilgpu.Arithmetic;

/// <summary>Activation functions in a kernel, with results flushed by <see cref="FlushRule"/>; NaN stays NaN, so that a diverged network
/// shows.</summary>
internal static class DeviceActivation
{
    public static float Apply(Activation activation, float z)
    {
        float y;
        if (activation == Activation.Relu)
            return Rectify(z);
        if (activation == Activation.LeakyRelu)
            y = z < 0 ? z * Activations.LeakySlope : z;
        else if (activation == Activation.Tanh)
            y = Tanh(z);
        else if (activation == Activation.Sigmoid)
            y = 1 / (1 + Elementary.Exp(-z));
        else
            y = DeviceRectifiers.Apply(activation, z);
        return Math.Abs(y) < FlushRule.Threshold ? 0 : y;
    }

    /// <summary>ReLU: whatever is below the threshold, and so all that is negative, is 0.</summary>
    public static float Rectify(float z) => z < FlushRule.Threshold ? 0 : z;

    /// <summary>Whether a number is neither of the two zeros. Read off the bits: NaN is not zero, whatever a device makes of comparing
    /// it.</summary>
    public static bool IsNotZero(float value) => BitConverter.SingleToInt32Bits(value) << 1 != 0;

    /// <summary>An odd Taylor polynomial below 0.25, where 1 - 2 / (exp(2|z|) + 1) would cancel.</summary>
    private static float Tanh(float z)
    {
        var magnitude = Math.Abs(z);
        if (magnitude < 0.25f)
            return NearZero(z);
        var large = 1 - (2 / (Elementary.Exp(magnitude + magnitude) + 1));
        return z < 0 ? -large : large;
    }

    private static float NearZero(float z)
    {
        var square = z * z;
        var p = -1382f / 155925f;
        p = Fused.MultiplyAdd(p, square, 62f / 2835f);
        p = Fused.MultiplyAdd(p, square, -17f / 315f);
        p = Fused.MultiplyAdd(p, square, 2f / 15f);
        p = Fused.MultiplyAdd(p, square, -1f / 3f);
        return Fused.MultiplyAdd(p * square, z, z);
    }
}
