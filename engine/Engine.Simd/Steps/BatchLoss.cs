using System.Runtime.InteropServices;

namespace Engine.Simd.Steps;

/// <summary>The sum of a batch's cross-entropies in nats, and how many samples were right.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchLoss(double Loss, int Correct);
