using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>All cache lines of some memory; if it is moved meanwhile, the hint was in vain.</summary>
    public static void Lines(ReadOnlySpan<byte> memory)
    {
        ref var first = ref MemoryMarshal.GetReference(memory);
        for (var i = 0; i < memory.Length; i += LineLength * sizeof(float))
            Line((float*)Unsafe.AsPointer(ref Unsafe.Add(ref first, i)));
        // It may begin within a line.
        if (memory.Length > 0)
            Line((float*)Unsafe.AsPointer(ref Unsafe.Add(ref first, memory.Length - 1)));
    }
}
