using System.Numerics;

namespace Engine.Data;

/// <summary>Features read through an <see cref="InputTransform"/>; a row is the channels' planes one after the other,
/// as CIFAR-10 has them.</summary>
public sealed class TransformedFeatures : Features
{
    private readonly Features _source;
    private readonly float[] _mean;
    private readonly float[] _std;

    /// <param name="channels">Divides the inputs of <paramref name="source"/> evenly.</param>
    /// <exception cref="UserErrorException">The transform is for another number of channels.</exception>
    public TransformedFeatures(Features source, InputTransform transform, int channels) : this(source, Spread(transform, channels)) { }

    private TransformedFeatures(Features source, (float[] Mean, float[] Std) channels) : base(Checked(source).Samples, source.Inputs)
    {
        if (source.Inputs % channels.Mean.Length != 0)
            throw new ArgumentException($"{source.Inputs} inputs are not {channels.Mean.Length} equal channels", nameof(channels));
        _source = source;
        (_mean, _std) = channels;
    }

    public override void Read(int row, Span<float> destination)
    {
        _source.Read(row, destination);
        var plane = Inputs / _mean.Length;
        for (var channel = 0; channel < _mean.Length; channel++)
            Standardize(destination.Slice(channel * plane, plane), _mean[channel], _std[channel]);
    }

    public override void Expect(int row) => _source.Expect(row);

    public override Features Slice(int first, int count) => new TransformedFeatures(_source.Slice(first, count), (_mean, _std));

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

    private static Features Checked(Features source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source;
    }

    private static (float[] Mean, float[] Std) Spread(InputTransform transform, int channels)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return transform.PerChannel(channels);
    }
}
