using System.Numerics;

namespace Engine.Data;

/// <summary>Features read through an <see cref="InputScale"/>; a row is the channels' planes one after the other,
/// as CIFAR-10 has them.</summary>
public sealed class TransformedFeatures : Features
{
    private readonly Features _source;
    private readonly float[] _mean;
    private readonly float[] _std;

    /// <param name="scale">Of as many groups as divide the inputs of <paramref name="source"/> evenly.</param>
    public TransformedFeatures(Features source, InputScale scale)
        : this(source, [.. Checked(scale).Mean.Select(mean => (float)mean)], [.. scale.Std.Select(Divisor)]) { }

    private TransformedFeatures(Features source, float[] mean, float[] std) : base(Checked(source).Samples, source.Inputs)
    {
        if (source.Inputs % mean.Length != 0)
            throw new ArgumentException($"{source.Inputs} inputs are not {mean.Length} equal groups", nameof(mean));
        (_source, _mean, _std) = (source, mean, std);
    }

    public override void Read(int row, Span<float> destination)
    {
        _source.Read(row, destination);
        if (_mean.Length == Inputs)
        {
            Standardize(destination[..Inputs], _mean, _std);
            return;
        }
        var plane = Inputs / _mean.Length;
        for (var group = 0; group < _mean.Length; group++)
            Standardize(destination.Slice(group * plane, plane), _mean[group], _std[group]);
    }

    public override void Expect(int row) => _source.Expect(row);

    public override Features Slice(int first, int count) => new TransformedFeatures(_source.Slice(first, count), _mean, _std);

    /// <summary>By an infinite deviation every value becomes 0.</summary>
    private static float Divisor(double std) => std == 0 ? float.PositiveInfinity : (float)std;

    private static void Standardize(Span<float> values, float mean, float std)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var rest = values[i..];
            ((new Vector<float>(rest) - new Vector<float>(mean)) / new Vector<float>(std)).CopyTo(rest);
        }

        for (; i < values.Length; i++)
            values[i] = (values[i] - mean) / std;
    }

    /// <summary>Each value by its own numbers.</summary>
    private static void Standardize(Span<float> values, ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(values[i..]) - new Vector<float>(mean[i..])) / new Vector<float>(std[i..])).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] = (values[i] - mean[i]) / std[i];
    }

    private static T Checked<T>(T argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return argument;
    }
}
