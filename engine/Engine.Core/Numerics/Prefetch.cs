using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Engine.Numerics;

/// <summary>Asks for memory ahead of its use, where the processor can be asked.</summary>
public static unsafe class Prefetch
{
    /// <summary>Floats of a cache line.</summary>
    public const int LineLength = 16;

    /// <summary>The cache line of an address, which need not be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
