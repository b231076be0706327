using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.Numerics;

/// <summary>Zeroed float32 memory on a cache-line boundary, outside the garbage-collected heap.</summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint CacheLine = 64;
    private static long _liveBytes;
    private float* _pointer;

    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = (nuint)Math.Max(length, 1) * sizeof(float);
        _pointer = (float*)NativeMemory.AlignedAlloc(bytes, CacheLine);
        NativeMemory.Clear(_pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
        Interlocked.Add(ref _liveBytes, (long)bytes);
    }

    ~AlignedBuffer() => Free();

    /// <summary>Bytes that all buffers of the process hold at the moment: a gauge, on which nothing depends.</summary>
    public static long LiveBytes => Interlocked.Read(ref _liveBytes);

    public long Length { get; }

    public float* Pointer
    {
        // Asked for in the innermost loops, where a call would cost more than the answer.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_pointer is null)
                ThrowDisposed();
            return _pointer;
        }
    }

    /// <summary>The memory as a span; it must not outlive the buffer.</summary>
    public Span<float> Span => new(Pointer, checked((int)Length));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void ThrowDisposed() => throw new ObjectDisposedException(nameof(AlignedBuffer));

    private void Free()
    {
        if (_pointer is null)
            return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(float));
        Interlocked.Add(ref _liveBytes, -Math.Max(Length, 1) * sizeof(float));
    }
}
