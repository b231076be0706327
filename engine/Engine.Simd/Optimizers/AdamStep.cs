using System.Runtime.InteropServices;

namespace Engine.Simd.Optimizers;

/// <summary>The numbers of one Adam step.</summary>
/// <param name="L2">lambda in gradient += lambda * theta.</param>
/// <param name="Keep1">beta1.</param>
/// <param name="Take1">1 - beta1.</param>
/// <param name="Keep2">beta2.</param>
/// <param name="RootTake2">sqrt(1 - beta2): the gradient is scaled before it is squared, so that a square is 0 or a normal number.</param>
/// <param name="SecondScale">1 / sqrt(1 - beta2^t).</param>
/// <param name="Rate">learning rate / (1 - beta1^t).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdamStep(
    float L2, float Keep1, float Take1, float Keep2, float RootTake2, float SecondScale, float Rate, float Epsilon);
