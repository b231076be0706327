using System.Numerics;
using System.Runtime.InteropServices;

namespace Harness.Runs.Measuring;

/// <summary>How the positions of a channel become one number, or each a neuron of its own.</summary>
public enum Reduction
{
    /// <summary>The largest over all positions.</summary>
    Max,

    /// <summary>The mean over all positions, of sums in float64.</summary>
    Mean,

    /// <summary>Every position of every channel is a neuron.</summary>
    Flatten,
}

/// <summary>Which dimension holds the channels.</summary>
public enum ChannelPlace
{
    /// <summary>The second: <c>[samples, channels, …]</c>, as PyTorch has it.</summary>
    First,

    /// <summary>The last: <c>[samples, …, channels]</c>, as transformers and TensorFlow have it.</summary>
    Last,
}

/// <summary>Reduces one sample after another.</summary>
internal sealed class ChannelReducer(Reduction reduction, ChannelPlace place, int channels, int positions)
{
    private readonly double[] _sums = new double[channels];

    /// <param name="sample"><c>[channels, positions]</c> or <c>[positions, channels]</c>.</param>
    /// <param name="reduced"><c>[channels]</c>.</param>
    public void Reduce(ReadOnlySpan<float> sample, Span<float> reduced)
    {
        if (place == ChannelPlace.First)
            ReduceRows(sample, reduced);
        else
            ReduceColumns(sample, reduced);
    }

    private void ReduceRows(ReadOnlySpan<float> sample, Span<float> reduced)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var own = sample.Slice(channel * positions, positions);
            reduced[channel] = reduction == Reduction.Max ? Largest(own) : (float)(Sum(own) / positions);
        }
    }

    private void ReduceColumns(ReadOnlySpan<float> sample, Span<float> reduced)
    {
        if (reduction == Reduction.Max)
        {
            sample[..channels].CopyTo(reduced);
            for (var position = 1; position < positions; position++)
                RaiseTo(sample.Slice(position * channels, channels), reduced);
            return;
        }
        Array.Clear(_sums);
        for (var position = 0; position < positions; position++)
        {
            var own = sample.Slice(position * channels, channels);
            for (var channel = 0; channel < channels; channel++)
                _sums[channel] += own[channel];
        }
        for (var channel = 0; channel < channels; channel++)
            reduced[channel] = (float)(_sums[channel] / positions);
    }

    private static void RaiseTo(ReadOnlySpan<float> values, Span<float> largest)
    {
        var at = 0;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
            Vector.Max(new Vector<float>(values[at..]), new Vector<float>(largest[at..])).CopyTo(largest[at..]);
        for (; at < values.Length; at++)
            largest[at] = Math.Max(largest[at], values[at]);
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var largest = float.NegativeInfinity;
        if (!vectors.IsEmpty)
        {
            var lanes = vectors[0];
            foreach (var vector in vectors[1..])
                lanes = Vector.Max(lanes, vector);
            for (var lane = 0; lane < Vector<float>.Count; lane++)
                largest = Math.Max(largest, lanes[lane]);
        }
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
            largest = Math.Max(largest, value);
        return largest;
    }

    // One after another: the last digit then depends on no machine's vectors.
    private static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
