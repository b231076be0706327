using System.Numerics;
using System.Runtime.InteropServices;
using Engine.Numerics;

namespace Engine.Data;

/// <summary>Pixels held as bytes, <c>[samples, inputs]</c> row-major; a feature is <c>(float)pixel / divisor</c>,
/// a float32 division.</summary>
public sealed class ByteFeatures : Features
{
    private readonly byte[] _pixels;
    private readonly int _first;
    private readonly float _divisor;
    private readonly float _reciprocal;
    private readonly bool _isSmall;

    /// <param name="pixels">At least samples * inputs bytes; kept, not copied.</param>
    /// <param name="divisor">255 for images, 16 for the digits.</param>
    public ByteFeatures(byte[] pixels, int samples, int inputs, float divisor) : this(pixels, 0, samples, inputs, divisor) { }

    private ByteFeatures(byte[] pixels, int first, int samples, int inputs, float divisor) : base(samples, inputs)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length < (long)(first + samples) * inputs)
            throw new ArgumentException($"{pixels.Length} pixels for {samples} x {inputs}", nameof(pixels));
        _pixels = pixels;
        _first = first;
        _divisor = divisor;
        _reciprocal = 1f / divisor;
        _isSmall = divisor is >= 1 and <= byte.MaxValue && float.IsInteger(divisor);
    }

    public override void Read(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Samples, nameof(row));
        Divide(_pixels.AsSpan((_first + row) * Inputs, Inputs), destination[..Inputs]);
    }

    public override void Expect(int row) => Prefetch.Lines(_pixels.AsSpan((_first + row) * Inputs, Inputs));

    public override Features Slice(int first, int count) => new ByteFeatures(_pixels, _first + first, count, Inputs, _divisor);

    private void Divide(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        var width = Vector<byte>.Count;
        if (pixels.Length < width)
        {
            for (var i = 0; i < pixels.Length; i++)
                destination[i] = pixels[i] / _divisor;
            return;
        }

        ref var from = ref MemoryMarshal.GetReference(pixels);
        ref var to = ref MemoryMarshal.GetReference(destination[..pixels.Length]);
        for (var start = 0; start <= pixels.Length - width; start += width)
            DivideVector(ref from, ref to, (nuint)start);
        // The rest is written by one more whole vector that ends at the end; what it repeats comes out the same.
        if (pixels.Length % width != 0)
            DivideVector(ref from, ref to, (nuint)(pixels.Length - width));
    }

    private void DivideVector(ref byte pixels, ref float destination, nuint at)
    {
        Vector.Widen(Vector.LoadUnsafe(ref pixels, at), out var low, out var high);
        DivideHalf(low, ref destination, at);
        DivideHalf(high, ref destination, at + (nuint)Vector<ushort>.Count);
    }

    private void DivideHalf(Vector<ushort> pixels, ref float destination, nuint at)
    {
        Vector.Widen(pixels, out var low, out var high);
        // As int32 the conversion is one instruction; as uint32 it is several on most machines.
        Divide(Vector.ConvertToSingle(Vector.AsVectorInt32(low))).StoreUnsafe(ref destination, at);
        Divide(Vector.ConvertToSingle(Vector.AsVectorInt32(high))).StoreUnsafe(ref destination, at + (nuint)Vector<float>.Count);
    }

    /// <summary>The quotient as a division rounds it. For a small whole divisor that takes a fraction of a division's time: an estimate by
    /// the reciprocal is put right by its exact remainder, which gives the rounded quotient of every byte by every divisor
    /// from 1 to 255.</summary>
    private Vector<float> Divide(Vector<float> values)
    {
        if (!_isSmall)
            return values / _divisor;
        var estimate = values * _reciprocal;
        return Vector.FusedMultiplyAdd(
            Vector.FusedMultiplyAdd(-estimate, new Vector<float>(_divisor), values), new Vector<float>(_reciprocal), estimate);
    }
}
