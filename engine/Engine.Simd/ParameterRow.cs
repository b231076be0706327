using System.Runtime.InteropServices;

namespace Engine.Simd;

/// <summary>Sixteen places of the flat buffer, of which the first hold parameters with consecutive numbers and the rest is padding.</summary>
/// <param name="First">The number of the first parameter, as <c>GradientNoise</c> counts them.</param>
/// <param name="Count">Parameters, at most 16.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ParameterRow(long First, int Count);
