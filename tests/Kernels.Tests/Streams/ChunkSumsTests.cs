using System.Runtime.InteropServices;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;
using Kernels.Simd.Streams;

namespace Kernels.Tests.Streams;

/// <summary>Sums taken from elements against the plain accumulator fed with the numbers that they are, to the last bit.</summary>
public sealed class ChunkSumsTests
{
    private const int Samples = 203, Classes = 5;

    [Theory]
    [InlineData(StreamedElement.Float16, 1, 0f)]
    [InlineData(StreamedElement.Float16, 37, 0.5f)]
    [InlineData(StreamedElement.Float16, 256, 0f)]
    [InlineData(StreamedElement.BFloat16, 37, 0f)]
    [InlineData(StreamedElement.BFloat16, 64, 0.5f)]
    [InlineData(StreamedElement.Float32, 1, 0f)]
    [InlineData(StreamedElement.Float32, 37, -1f)]
    [InlineData(StreamedElement.Float32, 64, 0f)]
    public void Are_those_of_the_accumulator(StreamedElement element, int neurons, float edge)
    {
        var (elements, values) = Draw(element, neurons);
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(sample => (byte)(sample * 7 % 11 % (Classes - 1)))];
        var counts = Enumerable.Range(0, neurons).Select(_ => new int[2 * Classes]).ToArray();
        using var chunk = new ChunkSums(neurons, Classes, edge);
        var found = new ActivationSums(neurons, Classes, edge);
        var expected = new ActivationAccumulator(neurons, Classes, edge);
        // The sums begin anew, as they do from one chunk to the next.
        foreach (var (first, end) in new[] { (0, 150), (150, Samples) })
        {
            var own = new ActivationAccumulator(neurons, Classes, edge);
            own.Add(values.AsSpan(first * neurons, (end - first) * neurons), labels.AsSpan(first, end - first));
            expected.Append(own);
            for (int sample = first, count; sample < end; sample += count)
            {
                count = Math.Min(1 + (sample % 5 * 13), end - sample);
                Add(chunk, element, elements, neurons, sample, labels.AsSpan(sample, count));
            }
            found.Append(chunk.Take(counts));
        }
        Assert.All(expected.Results().Zip(found.Results()), pair =>
        {
            Assert.Equal(pair.First with { ClassMeans = [], ClassCounts = [] }, pair.Second with { ClassMeans = [], ClassCounts = [] });
            Assert.Equal(pair.First.ClassMeans, pair.Second.ClassMeans);
            Assert.Equal(pair.First.ClassCounts, pair.Second.ClassCounts);
        });
        for (var neuron = 0; neuron < neurons; neuron++)
        {
            var plain = new int[2 * Classes];
            for (var sample = 0; sample < Samples; sample++)
                plain[((values[(sample * neurons) + neuron] > edge ? 1 : 0) * Classes) + labels[sample]]++;
            Assert.Equal(plain, counts[neuron]);
        }
    }

    /// <summary>Adds samples as rows of whole vectors; behind a row's neurons is what was there before.</summary>
    private static unsafe void Add(
        ChunkSums chunk, StreamedElement element, byte[] elements, int neurons, int sample, ReadOnlySpan<byte> labels)
    {
        int row = neurons * element.Bytes(), padded = ChunkSums.Padded(neurons) * element.Bytes();
        using var piece = new AlignedBuffer(labels.Length * (long)padded);
        var target = (byte*)piece.Pointer;
        for (var own = 0; own < labels.Length; own++)
            elements.AsSpan((sample + own) * row, row).CopyTo(new Span<byte>(target + (own * padded), row));
        chunk.Add(element, target, padded, labels);
    }

    /// <summary>Numbers of all sizes and signs, zeros of both signs, and the smallest that the type has.</summary>
    private static (byte[] Elements, float[] Values) Draw(StreamedElement element, int neurons)
    {
        var random = new Random(neurons);
        float[] drawn = [.. Enumerable.Range(0, Samples * neurons).Select(at => (at % 13) switch
        {
            0 => 0f,
            1 => -0f,
            2 => random.Next(-40, 40) * 5.96e-8f,
            3 => (random.NextSingle() - 0.5f) * 60000,
            _ => (random.NextSingle() * 4) - 2,
        })];
        if (element == StreamedElement.Float32)
            return (MemoryMarshal.AsBytes(drawn.AsSpan()).ToArray(), drawn);
        ushort[] bits = [.. drawn.Select(value => element == StreamedElement.Float16
            ? BitConverter.HalfToUInt16Bits((Half)value)
            : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))];
        return (
            MemoryMarshal.AsBytes(bits.AsSpan()).ToArray(),
            [.. bits.Select(own => element == StreamedElement.Float16
                ? (float)BitConverter.UInt16BitsToHalf(own)
                : BitConverter.UInt32BitsToSingle((uint)own << 16))]);
    }
}
