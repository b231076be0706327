using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>The measurements of every hidden layer by a session.</summary>
public abstract partial class AnalysisDeviceContract
{
    /// <summary>Below this distance from the edge the pre-activations of two correct forward passes may lie on either side.</summary>
    private const double OneBitMargin = 1e-4;

    [Theory]
    [InlineData(Activation.Relu, false, 1)]
    [InlineData(Activation.Relu, true, 239)]
    [InlineData(Activation.LeakyRelu, false, 241)]
    [InlineData(Activation.Tanh, false, 500)]
    [InlineData(Activation.Sigmoid, true, 500)]
    [InlineData(Activation.Elu, false, 300)]
    [InlineData(Activation.Gelu, true, 300)]
    [InlineData(Activation.GeluTanh, false, 300)]
    [InlineData(Activation.Silu, true, 300)]
    [InlineData(Activation.Softplus, false, 300)]
    [InlineData(Activation.HardTanh, true, 300)]
    public void One_bit_histograms_follow_the_sign_of_the_pre_activation(Activation activation, bool batchNorm, int samples)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6, 33], 5, activation, batchNorm), 3);
        var data = RandomData.Create(samples, 9, 5, 8);
        var layers = Measure(network, data, [QuantizerRule.OneBit]);
        Assert.Equal([1, 2, 3], layers.Select(layer => layer.Layer));
        foreach (var layer in layers)
        {
            var sums = PreActivations(network, data, layer.Layer);
            for (var neuron = 0; neuron < layer.Neurons; neuron++)
            {
                var above = sums.Count(row => row[neuron] > 0);
                var close = sums.Count(row => Math.Abs(row[neuron]) < OneBitMargin);
                var counts = layer.Quantized[0].Histograms[neuron].Counts;
                Assert.InRange(counts.BinCounts[1], above - close, above + close);
                Assert.Equal(samples, counts.Samples);
                Assert.InRange(layer.Statistics[neuron].FractionActive * samples, above - close - 1e-6, above + close + 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Softplus)]
    [InlineData(Activation.HardTanh)]
    public void Statistics_are_those_of_a_plain_forward_pass(Activation activation)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, activation, false), 3);
        var data = RandomData.Create(2500, 9, 5, 8);
        foreach (var layer in Measure(network, data, [QuantizerRule.OneBit]))
        {
            var accumulator = new ActivationAccumulator(layer.Neurons, 5, QuantizerFitting.OneBitEdge(activation));
            accumulator.Add(PlainForwardPass.Layer(network, data, layer.Layer), data.Labels);
            var expected = accumulator.Results();
            for (var neuron = 0; neuron < layer.Neurons; neuron++)
                Same(expected[neuron], layer.Statistics[neuron]);
        }
    }

    [Fact]
    public void A_neuron_that_no_sample_reaches_is_inactive()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.Relu, false), 3);
        var layers = Measure(network, RandomData.Create(300, 9, 5, 8), [QuantizerRule.OneBit]);
        Assert.All(layers, layer => Assert.True(layer.Statistics[RandomNetworks.Inactive].Inactive));
        Assert.False(layers[0].Statistics[0].Inactive);
    }

    [Fact]
    public void Every_quantizer_in_one_pass_with_codes_that_count_up_to_its_histogram()
    {
        var data = RandomData.Create(777, 9, 5, 8);
        var rules = Rules.Select(name => QuantizerRule.TryParse(name, out var rule) ? rule : throw new InvalidOperationException(name))
            .ToArray();
        using var session = Device.Open(RandomNetworks.Create(new NetworkShape(9, [18, 5], 5, Activation.Relu, false), 3), Ample);
        foreach (var layer in session.Measure(data, rules, true, Cancellation))
        {
            Assert.Equal(rules, layer.Quantized.Select(quantized => quantized.Rule));
            foreach (var quantized in layer.Quantized)
                CodesCountUp(quantized, data);
        }
        Assert.All(
            session.Measure(data, rules, false, Cancellation),
            layer => Assert.All(layer.Quantized, quantized => Assert.Null(quantized.Codes)));
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Sigmoid)]
    public void Memory_and_threads_leave_no_trace_in_what_is_measured(Activation activation)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 40, 6], 5, activation, false), 3);
        var data = RandomData.Create(4100, 9, 5, 8);
        var expected = Flat(Measure(network, data, [QuantizerRule.OneBit, new QuantizerRule(QuantizerKind.Quantile, 4)], Scarce));
        foreach (var resources in new[] { Ample, new AnalysisResources(ManyThreads, 4100 * 60 * sizeof(float)) })
            Assert.Equal(
                expected, Flat(Measure(network, data, [QuantizerRule.OneBit, new QuantizerRule(QuantizerKind.Quantile, 4)], resources)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_output_that_is_not_finite_is_an_error_that_names_the_layer(float value)
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.Relu, false), 3);
        var error = Assert.Throws<UserErrorException>(() => Measure(network, Damaged(300, 9, 5, 20, value), [QuantizerRule.OneBit]));
        Assert.Contains("hidden layer 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_sample_and_data_of_another_shape_are_refused()
    {
        var network = RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.Relu, false), 3);
        using var session = Device.Open(network, Ample);
        Assert.Throws<UserErrorException>(
            () => session.Measure(RandomData.Create(0, 9, 5, 1), [QuantizerRule.OneBit], false, Cancellation));
        var inputs = Assert.Throws<UserErrorException>(
            () => session.Measure(RandomData.Create(10, 8, 5, 1), [QuantizerRule.OneBit], false, Cancellation));
        Assert.Contains("takes 9 inputs", inputs.Message, StringComparison.Ordinal);
        Assert.Contains("has 8", inputs.Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => session.Evaluate(RandomData.Create(10, 10, 5, 1)));
        Assert.Throws<UserErrorException>(() => session.Evaluate(RandomData.Create(10, 9, 6, 1)));
    }

    [Fact]
    public void An_evaluation_can_be_stopped()
    {
        using var session = Device.Open(RandomNetworks.Create(new NetworkShape(9, [17, 6], 5, Activation.Relu, false), 3), Ample);
        Assert.Throws<OperationCanceledException>(() => session.Evaluate(RandomData.Create(300, 9, 5, 1), new CancellationToken(true)));
    }

    private IReadOnlyList<LayerMeasurement> Measure(
        Network network, LabelledData data, QuantizerRule[] rules, AnalysisResources? resources = null)
    {
        using var session = Device.Open(network, resources ?? Ample);
        return session.Measure(data, rules, true, Cancellation);
    }

    private static void CodesCountUp(QuantizedLayer quantized, LabelledData data)
    {
        for (var neuron = 0; neuron < quantized.Histograms.Length; neuron++)
        {
            var (quantizer, counts) = quantized.Histograms[neuron];
            Assert.Equal(quantizer.Bins, quantized.Codes!.Bins(neuron));
            var counted = new int[quantizer.Bins * data.Classes];
            var codes = quantized.Codes.Of(neuron);
            for (var sample = 0; sample < codes.Length; sample++)
                counted[(codes[sample] * data.Classes) + data.Labels[sample]]++;
            Assert.Equal(counted, counts.Counts.ToArray());
        }
    }

    private static void Same(ActivationStatistics expected, ActivationStatistics actual)
    {
        Assert.Equal(expected.ClassCounts, actual.ClassCounts);
        Agreement.Close(expected.Mean, actual.Mean, "mean");
        Agreement.Close(expected.Variance, actual.Variance, "variance");
        Agreement.Close(expected.Min, actual.Min, "minimum");
        Agreement.Close(expected.Max, actual.Max, "maximum");
        foreach (var (mean, found) in expected.ClassMeans.Zip(actual.ClassMeans))
            Agreement.Close(mean, found, "mean of a class");
    }

    /// <summary>Pre-activations of a hidden layer in float64, <c>[samples][neurons]</c>: the logits of the network cut off there.</summary>
    private static double[][] PreActivations(Network network, LabelledData data, int layer)
    {
        var folded = network.ForInference();
        var pass = new ReferencePass(new Network([.. folded.Layers.Take(layer)], folded.Activation));
        var present = folded.Layers.Take(layer - 1).Select(before => new bool[before.Outputs]).ToArray();
        var input = new float[folded.Inputs];
        return [.. Enumerable.Range(0, data.Samples).Select(sample =>
        {
            data.Features.Read(sample, input);
            return pass.Logits(input, present);
        })];
    }

    private static LabelledData Damaged(int samples, int inputs, int classes, int sample, float value)
    {
        var whole = RandomData.Create(samples, inputs, classes, 8);
        var values = new float[samples * inputs];
        whole.Features.ReadRange(0, samples, values);
        values[(sample * inputs) + 3] = value;
        return RandomData.With(values, samples, inputs, classes, 8);
    }

    /// <summary>Everything that was measured, as numbers that compare bit for bit.</summary>
    private static List<long> Flat(IReadOnlyList<LayerMeasurement> layers) =>
    [
        .. layers.SelectMany(layer => layer.Statistics)
            .SelectMany(neuron => (double[])[
                neuron.Mean, neuron.Variance, neuron.FractionActive, neuron.Min, neuron.Max, neuron.MaxAbs, .. neuron.ClassMeans])
            .Select(BitConverter.DoubleToInt64Bits),
        .. layers.SelectMany(layer => layer.Quantized).SelectMany(quantized => quantized.Histograms.SelectMany((histogram, neuron) =>
            histogram.Counts.Counts.ToArray().Select(count => (long)count)
                .Concat(histogram.Quantizer.Edges.ToArray().Select(edge => (long)BitConverter.SingleToInt32Bits(edge)))
                .Concat(quantized.Codes!.Of(neuron).ToArray().Select(code => (long)code)))),
    ];
}
