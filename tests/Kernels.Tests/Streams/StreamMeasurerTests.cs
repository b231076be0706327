using System.Runtime.InteropServices;
using Engine;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Histograms;
using Testing.Analysis;

namespace Kernels.Tests.Streams;

/// <summary>Streamed outputs against the same ones in memory, to the last digit.</summary>
public sealed class StreamMeasurerTests
{
    /// <summary>More samples than an accumulator's 2048 and more neurons than a strip's 256, neither a multiple of anything.</summary>
    private static readonly LabelledData Data = RandomData.Create(4501, 6, 4, 1);

    private static readonly QuantizerRule[] AnyRules =
    [
        QuantizerRule.OneBit, new(QuantizerKind.Uniform, 4), new(QuantizerKind.Quantile, 3), new(QuantizerKind.Uniform, 5, IsRobust: true),
    ];

    [Theory]
    [InlineData(Activation.Relu, 1, 1)]
    [InlineData(Activation.Relu, 3, 64)]
    [InlineData(Activation.Tanh, 2, 1)]
    [InlineData(Activation.Sigmoid, 1, 2)]
    public void Give_the_profiles_of_the_network(Activation activation, int threads, int mebibytes)
    {
        var network = RandomNetworks.Create(new NetworkShape(6, [300, 37], 4, activation, false), 3);
        var options = new MeasureOptions
        {
            Splits = [Split.Test],
            Quantizers = activation == Activation.Relu ? [.. AnyRules, new(QuantizerKind.ZeroUniform, 3)] : [.. AnyRules],
            Sensitivity = [new(QuantizerKind.Uniform, 4)],
            Permutations = 3,
            Resamples = 2,
        };
        var streamed = Profile(
            [Layer(network, 1), Layer(network, 2)], options, activation, new AnalysisResources(threads, (long)mebibytes << 20));
        using var session = new SimdDevice().Open(network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
        var profiler = new NeuronProfiler(session, options, 7, 1);
        var none = RandomData.Create(0, 6, 4, 1);
        var expected = profiler.Run(new DataSplits(none, none, Data), TestContext.Current.CancellationToken);
        Assert.Equal(options.Quantizers.Length, streamed.Profiles.Length);
        foreach (var (own, other) in streamed.Profiles.Zip(expected))
        {
            Assert.Equal((other.Split, other.Quantizer), (own.Split, own.Quantizer));
            Assert.Equal(337, own.Profiles.Length);
            Assert.All(own.Profiles.Zip(other.Profiles), pair => RequireSame(pair.Second, pair.First));
        }
        Assert.Equal(2 * 4 * 337 / 2, streamed.Binned.Length);
        Assert.All(streamed.Binned.Zip(profiler.Binned), pair => RequireSame(pair.Second.Profile, pair.First.Profile));
    }

    [Fact]
    public void Halves_are_the_numbers_that_they_are()
    {
        float[] outputs = [.. Layer(RandomNetworks.Create(new NetworkShape(6, [300], 4, Activation.Relu, false), 3), 1).Values];
        ushort[] halves = [.. outputs.Select(output => BitConverter.HalfToUInt16Bits((Half)output))];
        ushort[] brains = [.. outputs.Select(output => (ushort)(BitConverter.SingleToUInt32Bits(output) >> 16))];
        RequireSameStatistics(Stream([.. halves.Select(bits => (float)BitConverter.UInt16BitsToHalf(bits))]),
            new FromMemory(300, StreamedElement.Float16, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray()));
        RequireSameStatistics(Stream([.. brains.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))]),
            new FromMemory(300, StreamedElement.BFloat16, MemoryMarshal.AsBytes(brains.AsSpan()).ToArray()));
    }

    [Fact]
    public void An_unknown_activation_is_one_that_is_never_negative_where_no_output_is()
    {
        float[] outputs = [.. Layer(RandomNetworks.Create(new NetworkShape(6, [300], 4, Activation.Relu, false), 3), 1).Values];
        Assert.Equal(Activation.Relu, Measure(Stream(outputs), null).Activation);
        outputs[12345] = -1;
        Assert.Equal(Activation.LeakyRelu, Measure(Stream(outputs), null).Activation);
    }

    [Theory]
    [InlineData(0, 0, float.NaN)]
    [InlineData(4500, 299, float.PositiveInfinity)]
    [InlineData(2048, 256, float.NegativeInfinity)]
    public void What_is_not_finite_is_named(int sample, int neuron, float value)
    {
        float[] outputs = [.. Layer(RandomNetworks.Create(new NetworkShape(6, [300], 4, Activation.Relu, false), 3), 1).Values];
        outputs[(sample * 300) + neuron] = value;
        var error = Assert.Throws<UserErrorException>(() => Measure(Stream(outputs), Activation.Relu));
        Assert.Equal($"{sample} {neuron} {value}", error.Message);
    }

    [Theory]
    [InlineData(Activation.Relu, -0.5f, "relu")]
    [InlineData(Activation.Sigmoid, 1.5f, "sigmoid")]
    [InlineData(Activation.Tanh, -1.5f, "tanh")]
    public void Outputs_that_an_activation_cannot_give_are_refused(Activation activation, float output, string name)
    {
        float[] outputs = [.. Enumerable.Repeat(0.25f, 4501 * 2)];
        outputs[^1] = output;
        var error = Assert.Throws<UserErrorException>(() => Measure(Stream(outputs, 2), activation));
        Assert.Contains("neuron 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_bin_for_zero_needs_outputs_that_are_never_negative()
    {
        float[] outputs = [.. Enumerable.Repeat(0.25f, 4501 * 2)];
        outputs[3] = -1;
        var error = Assert.Throws<UserErrorException>(
            () => Measure(Stream(outputs, 2), null, new QuantizerRule(QuantizerKind.ZeroUniform, 2)));
        Assert.Contains("zero-uniform-2", error.Message, StringComparison.Ordinal);
        Assert.Contains("neuron 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Permutations_beyond_memory_are_refused_with_what_they_take()
    {
        var options = new MeasureOptions { Splits = [Split.Test], Permutations = 1000 };
        var error = Assert.Throws<UserErrorException>(
            () => Profile([Stream(new float[4501 * 300])], options, null, new AnalysisResources(1, 1 << 20)));
        Assert.Contains("7 MiB", error.Message, StringComparison.Ordinal);
    }

    private static void RequireSame(NeuronProfile expected, NeuronProfile own)
    {
        Assert.Equal(expected.Id, own.Id);
        Assert.Equal(expected.Histogram.Quantizer.Edges.ToArray(), own.Histogram.Quantizer.Edges.ToArray());
        Assert.Equal(expected.Histogram.Counts.Counts.ToArray(), own.Histogram.Counts.Counts.ToArray());
        RequireSame(expected.Statistics, own.Statistics);
        Assert.Equal(expected.Null, own.Null);
        Assert.Equal(expected.QValue, own.QValue);
        Assert.Equal(expected.Interval, own.Interval);
        Assert.Equal(double.NaN, own.OutgoingNorm);
    }

    private static void RequireSame(ActivationStatistics expected, ActivationStatistics own)
    {
        Assert.Equal(expected with { ClassMeans = [], ClassCounts = [] }, own with { ClassMeans = [], ClassCounts = [] });
        Assert.Equal(expected.ClassMeans, own.ClassMeans);
        Assert.Equal(expected.ClassCounts, own.ClassCounts);
    }

    private static void RequireSameStatistics(StreamedOutputs expected, StreamedOutputs own) =>
        Assert.All(
            Measure(expected, Activation.Relu).Measurement.Statistics.Zip(Measure(own, Activation.Relu).Measurement.Statistics),
            pair => RequireSame(pair.First, pair.Second));

    private static StreamedLayer Measure(StreamedOutputs stream, Activation? activation, QuantizerRule? rule = null) =>
        new SimdDevice().Measure(
            stream, 1,
            new StreamRequest(Data.Labels, 4, activation, [rule ?? QuantizerRule.OneBit], new AnalysisResources(2, 1 << 20)),
            TestContext.Current.CancellationToken);

    private static NetworkFindings Profile(
        StreamedOutputs[] layers, MeasureOptions options, Activation? activation, AnalysisResources resources) =>
        new StreamProfiler(
            new SimdDevice(), new StreamRequest(Data.Labels, 4, activation, options.Counted, resources), options, Split.Test, 7)
            .Run(layers, null, TestContext.Current.CancellationToken);

    private static FromMemory Stream(float[] outputs, int neurons = 300) =>
        new(neurons, StreamedElement.Float32, MemoryMarshal.AsBytes(outputs.AsSpan()).ToArray());

    private static unsafe FromMemory Layer(Network network, int layer)
    {
        using var packed = new PackedNetwork(network);
        using var team = new WorkerTeam(1);
        using var outputs = LayerOutputs.Compute(
            packed, Data.Features, layer, 1, team, VectorWidths.Widest, TestContext.Current.CancellationToken);
        var neurons = network.Layers[layer - 1].Outputs;
        return Stream(new ReadOnlySpan<float>(outputs[layer], Data.Samples * neurons).ToArray(), neurons);
    }

    private sealed class FromMemory(int neurons, StreamedElement element, byte[] elements)
        : StreamedOutputs("layer", elements.Length / neurons / element.Bytes(), neurons)
    {
        public override StreamedElement Element => element;

        public ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(elements);

        public override void Read(int firstSample, Span<byte> block) =>
            elements.AsSpan((int)((long)firstSample * Neurons * element.Bytes()), block.Length).CopyTo(block);

        public override UserErrorException NotFinite(int sample, int neuron, float value) => new($"{sample} {neuron} {value}");
    }
}
