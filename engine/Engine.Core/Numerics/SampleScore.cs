using System.Runtime.InteropServices;

namespace Engine.Numerics;

/// <summary>The prediction and the loss of one sample.</summary>
/// <param name="Loss">Cross-entropy in nats.</param>
/// <param name="Gap">Distance of the two highest logits; infinite for a single class.</param>
/// <param name="Predicted">The class of the highest logit, the lowest class at a tie.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SampleScore(float Loss, float Gap, byte Predicted, bool Correct)
{
    /// <summary>Below this gap a prediction may differ between two correct computations, whose logits agree only to rounding.</summary>
    public const float NearTie = 1e-4f;

    public bool IsNearTie => Gap < NearTie;
}
