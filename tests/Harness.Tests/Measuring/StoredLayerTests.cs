using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Engine;
using Engine.Analysis.Streams;
using Harness.Runs.Arrays;
using Harness.Runs.Measuring;

namespace Harness.Tests.Measuring;

public sealed class StoredLayerTests
{
    /// <summary>Two samples of three channels of four positions, 0 to 23.</summary>
    private static readonly float[] Values = [.. Enumerable.Range(0, 24).Select(value => (float)value)];

    [Theory]
    // By hand: of channel c of sample s the values 12 s + 4 c + 0, 1, 2, 3.
    [InlineData(Reduction.Max, ChannelPlace.First, new float[] { 3, 7, 11, 15, 19, 23 })]
    [InlineData(Reduction.Mean, ChannelPlace.First, new[] { 1.5f, 5.5f, 9.5f, 13.5f, 17.5f, 21.5f })]
    // The same numbers with the channels last are three positions of four: 12 s + c + 0, 4, 8.
    [InlineData(Reduction.Max, ChannelPlace.Last, new float[] { 8, 9, 10, 11, 20, 21, 22, 23 })]
    [InlineData(Reduction.Mean, ChannelPlace.Last, new float[] { 4, 5, 6, 7, 16, 17, 18, 19 })]
    public void Channels_are_reduced(Reduction reduction, ChannelPlace place, float[] expected)
    {
        var layer = Layer([2, 3, 4], Values, reduction, place);
        Assert.Equal((2, expected.Length / 2), (layer.Samples, layer.Neurons));
        Assert.Equal(expected, Read(layer, 0, 2));
        Assert.Equal(expected[(expected.Length / 2)..], Read(layer, 1, 1));
    }

    [Theory]
    [InlineData(ChannelPlace.First)]
    [InlineData(ChannelPlace.Last)]
    public void Many_positions_are_reduced_as_a_loop_does(ChannelPlace place)
    {
        // More than a vector's lanes, no multiple of them, and negative: a largest of 0 would be none of them.
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 3 * 37 * 5 * 7).Select(_ => -random.NextSingle() - 1)];
        var (channels, shape) = place == ChannelPlace.First ? (37, new long[] { 3, 37, 5, 7 }) : (7, [3, 37, 5, 7]);
        foreach (var reduction in new[] { Reduction.Max, Reduction.Mean })
        {
            var found = Read(Layer(shape, values, reduction, place), 0, 3);
            for (var sample = 0; sample < 3; sample++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var own = values.AsSpan(sample * 1295, 1295).ToArray().Where((_, at) =>
                        (place == ChannelPlace.First ? at / 35 : at % 7) == channel).ToArray();
                    var expected = reduction == Reduction.Max ? own.Max() : (float)own.Average(value => (double)value);
                    Assert.Equal(expected, found[(sample * channels) + channel]);
                }
            }
        }
    }

    [Fact]
    public void Flattened_every_position_is_a_neuron()
    {
        var layer = Layer([2, 3, 4], Values, Reduction.Flatten, ChannelPlace.Last);
        Assert.Equal((2, 12), (layer.Samples, layer.Neurons));
        Assert.Equal(Values, Read(layer, 0, 2));
    }

    [Fact]
    public void What_is_not_finite_is_named_before_it_is_reduced()
    {
        float[] values = [.. Values];
        values[12 + 4 + 2] = float.NegativeInfinity;
        var layer = Layer([2, 3, 4], values, Reduction.Max, ChannelPlace.First);
        var error = Assert.Throws<UserErrorException>(() => Read(layer, 0, 2));
        Assert.StartsWith("conv.npy, array conv: row 1, element [1, 2] is -infinity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_no_activations()
    {
        var error = Assert.Throws<UserErrorException>(() =>
            StoredLayer.Of(new Fake(ElementKind.Text, [2, 2], []), "t", "t.npy", null, ChannelPlace.First));
        Assert.Contains("t.npy, array conv holds texts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_numbered_in_sorted_order()
    {
        var numbers = SampleLabels.Read(new Fake(ElementKind.Int64, [4], []) { Integers = [10, -3, 9, 10] }, "y.npy");
        Assert.Equal(["-3", "9", "10"], numbers.Names);
        Assert.Equal([2, 0, 1, 2], numbers.Values);
        Assert.Equal(numbers.Names, numbers.OwnNames);
        Assert.Empty(SampleLabels.Read(new Fake(ElementKind.Int64, [3], []) { Integers = [1, 0, 2] }, "y.npy").OwnNames);
        var texts = SampleLabels.Read(new Fake(ElementKind.Text, [3, 1], []) { Texts = ["dog", "Cat", "cat"] }, "y.npy");
        Assert.Equal(["Cat", "cat", "dog"], texts.Names);
        Assert.Equal([2, 0, 1], texts.Values);
        Assert.NotEqual(numbers.Sha256(), texts.Sha256());
    }

    [Fact]
    public void A_large_file_is_known_by_its_length_and_samples_from_its_first_byte_to_its_last()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[(64 << 20) + 1];
        foreach (var (place, isWhole) in new[] { (bytes.Length - 1, false), (bytes.Length, true) })
        {
            File.WriteAllBytes(folder["file"], bytes.AsSpan(0, isWhole ? bytes.Length - 1 : bytes.Length));
            var before = FilePrint.Of(folder["file"], CancellationToken.None);
            Assert.Equal(isWhole, before.IsWhole);
            using (var file = File.OpenWrite(folder["file"]))
            {
                file.Position = isWhole ? 0 : place;
                file.WriteByte(1);
            }
            Assert.NotEqual(before.Sha256, FilePrint.Of(folder["file"], CancellationToken.None).Sha256);
        }
    }

    private static StoredLayer Layer(long[] shape, float[] values, Reduction reduction, ChannelPlace place) =>
        StoredLayer.Of(new Fake(ElementKind.Float32, [.. shape], values), "conv", "conv.npy", reduction, place);

    private static float[] Read(StreamedOutputs layer, int first, int rows)
    {
        var values = new float[rows * layer.Neurons];
        layer.Read(first, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private sealed class Fake(ElementKind kind, ImmutableArray<long> shape, float[] values) : StoredArray("conv", kind, shape)
    {
        public long[] Integers { get; init; } = [];

        public string[] Texts { get; init; } = [];

        public override void Read(long firstRow, Span<float> rows) => values.AsSpan((int)(firstRow * Width), rows.Length).CopyTo(rows);

        public override long[] ReadIntegers() => Integers;

        public override string[] ReadTexts() => Texts;
    }
}
