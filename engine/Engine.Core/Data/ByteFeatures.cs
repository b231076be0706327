using System.Numerics;

namespace Engine.Data;

/// <summary>Pixels held as bytes, <c>[samples, inputs]</c> row-major; a feature is <c>(float)pixel / divisor</c>, a float32 division.</summary>
public sealed class ByteFeatures : Features
{
    private readonly byte[] _pixels;
    private readonly int _first;
    private readonly float _divisor;

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
    }

    public override void Read(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Samples, nameof(row));
        Divide(_pixels.AsSpan((_first + row) * Inputs, Inputs), destination[..Inputs]);
    }

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

        var start = 0;
        for (; start <= pixels.Length - width; start += width)
            DivideVector(pixels[start..], destination[start..]);
        // The rest is written by one more whole vector that ends at the end; what it repeats comes out the same.
        if (start < pixels.Length)
            DivideVector(pixels[^width..], destination[^width..]);
    }

    private void DivideVector(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        Vector.Widen(new Vector<byte>(pixels), out var low, out var high);
        DivideHalf(low, destination);
        DivideHalf(high, destination[Vector<ushort>.Count..]);
    }

    private void DivideHalf(Vector<ushort> pixels, Span<float> destination)
    {
        Vector.Widen(pixels, out var low, out var high);
        var divisor = new Vector<float>(_divisor);
        // As int32 the conversion is one instruction; as uint32 it is several on most machines.
        (Vector.ConvertToSingle(Vector.AsVectorInt32(low)) / divisor).CopyTo(destination);
        (Vector.ConvertToSingle(Vector.AsVectorInt32(high)) / divisor).CopyTo(destination[Vector<float>.Count..]);
    }
}
