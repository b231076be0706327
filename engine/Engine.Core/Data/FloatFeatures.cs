using System.Runtime.InteropServices;
using Engine.Numerics;

namespace Engine.Data;

/// <summary>Features held as float32, <c>[samples, inputs]</c> row-major.</summary>
public sealed class FloatFeatures : Features
{
    private readonly float[] _values;
    private readonly int _first;

    public FloatFeatures(float[] values, int samples, int inputs) : this(values, 0, samples, inputs) { }

    private FloatFeatures(float[] values, int first, int samples, int inputs) : base(samples, inputs)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length < (long)(first + samples) * inputs)
            throw new ArgumentException($"{values.Length} values for {samples} x {inputs}", nameof(values));
        _values = values;
        _first = first;
    }

    public override void Read(int row, Span<float> destination) =>
        _values.AsSpan((_first + row) * Inputs, Inputs).CopyTo(destination);

    public override void Expect(int row) => Prefetch.Lines(MemoryMarshal.AsBytes(_values.AsSpan((_first + row) * Inputs, Inputs)));

    public override Features Slice(int first, int count) => new FloatFeatures(_values, _first + first, count, Inputs);
}
