using System.Runtime.Intrinsics;

namespace Engine.Numerics;

/// <summary>Which numbers count as zero, so that no product falls into the denormals, where a CPU is up to ten times slower.</summary>
/// <remarks>L2 regularization shrinks unused weights exponentially. With the factors of every product either zero or at least
/// <see cref="Threshold"/> = 2^-63, a product is zero or at least 2^-126, the smallest normal float32. The rule is applied to parameters,
/// optimizer moments, running statistics, activations and back-propagated errors in training, to the parameters of an imported network, and
/// to activations in the analysis.</remarks>
public static class FlushRule
{
    /// <summary>The name recorded with results.</summary>
    public const string Name = "below-2^-63-is-0";

    /// <summary>2^-63, about 1.08e-19.</summary>
    public const float Threshold = 1.0842021724855044e-19f;

    /// <summary>The value, or 0 where its magnitude is below the threshold; NaN stays.</summary>
    public static float Apply(float value) => MathF.Abs(value) < Threshold ? 0f : value;

    public static void Apply(Span<float> values)
    {
        var i = 0;
        for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
        {
            var value = Vector256.Create<float>(values[i..]);
            Vector256.ConditionalSelect(
                Vector256.LessThan(Vector256.Abs(value), Vector256.Create(Threshold)), Vector256<float>.Zero, value).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
            values[i] = Apply(values[i]);
    }
}
