using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Tests.Measures;

/// <summary>Bins that outliers stretch are told of, and robust ones leave the outliers out.</summary>
public sealed class OutliersTests
{
    private const int Samples = 10_000, Classes = 4;

    public static TheoryData<string, string> Plain =>
        new() { { "uniform-8", "robust-uniform-8" }, { "zero-uniform-8", "robust-zero-uniform-8" } };

    [Theory]
    [MemberData(nameof(Plain))]
    public void One_outlier_takes_all_information_and_is_told_of_and_robust_bins_keep_it(string plain, string robust)
    {
        var (outputs, labels) = Neuron();
        var sound = Information(plain, outputs, labels);
        Assert.False(Fit(plain, outputs).IsStretched);
        outputs[17] *= 1e6f;
        Assert.InRange(sound, 0.4, 1.5);
        Assert.True(Fit(plain, outputs).IsStretched);
        // Zero and not zero is left at most.
        Assert.True(Information(plain, outputs, labels) < 0.6 * sound);
        Assert.False(Fit(robust, outputs).IsStretched);
        Assert.Equal(sound, Information(robust, outputs, labels), 0.05);
    }

    [Fact]
    public void The_robust_range_leaves_out_ten_of_ten_thousand_at_either_end()
    {
        float[] outputs = [.. Enumerable.Range(1, Samples)];
        Assert.Equal(new BinRange(11, 9990), Fit("robust-uniform-3", outputs).Range);
        Assert.Equal(new BinRange(0, 9990), Fit("robust-zero-uniform-3", [0, 0, .. outputs]).Range);
        Assert.Equal([2505.75f, 5000.5f, 7495.25f], Fit("robust-uniform-2", outputs).Edges.ToArray());
        // Of less than a thousand none is left out.
        Assert.Equal(new BinRange(1, 999), Fit("robust-uniform-3", outputs[..999]).Range);
        // What lies outside falls into the bins at the ends.
        var quantizer = Fit("robust-uniform-2", outputs);
        Assert.Equal((0, 3), (quantizer.BinOf(-1e30f), quantizer.BinOf(1e30f)));
    }

    [Theory]
    [InlineData("robust-uniform-4")]
    [InlineData("robust-zero-uniform-4")]
    public void A_neuron_that_is_nearly_always_zero_has_a_bin_for_the_rest(string rule)
    {
        var outputs = new float[Samples];
        (outputs[3], outputs[4]) = (1, 2);
        var quantizer = Fit(rule, outputs);
        Assert.Equal((0, true), (quantizer.BinOf(0), quantizer.BinOf(1) > 0));
    }

    /// <summary>Nothing is stretched where all is well, and where there was nothing to lose.</summary>
    [Theory]
    [InlineData("uniform-8")]
    [InlineData("zero-uniform-8")]
    public void Sound_constant_and_nearly_silent_neurons_are_not_told_of(string rule)
    {
        Assert.False(Fit(rule, [.. Neuron().Outputs]).IsStretched);
        Assert.False(Fit(rule, [5, 5, 5, 5]).IsStretched);
        Assert.False(Fit(rule, [0, 1]).IsStretched);
        var silent = new float[Samples];
        for (var i = 0; i < 50; i++)
            silent[i * 100] = 1;
        Assert.False(Fit(rule, silent).IsStretched);
        // Forty of ten thousand that differ are nearly none, sixty are not.
        silent[0] = 1e6f;
        Assert.False(Fit("uniform-8", silent).IsStretched);
        for (var i = 50; i < 70; i++)
            silent[i * 100] = 1;
        Assert.True(Fit("uniform-8", silent).IsStretched);
        // Of three numbers none is an outlier.
        Assert.False(Fit(rule, [1, 2, 1e9f]).IsStretched);
    }

    [Fact]
    public void Outliers_below_stretch_too_and_few_samples_suffice()
    {
        float[] outputs = [-1e9f, .. Enumerable.Range(0, 60).Select(i => 0.1f * i)];
        Assert.True(Fit("uniform-8", outputs, Activation.LeakyRelu).IsStretched);
        // Of so few samples robust bins leave none out, and say so.
        Assert.True(Fit("robust-uniform-8", outputs, Activation.LeakyRelu).IsStretched);
        Assert.False(Fit("quantile-8", outputs, Activation.LeakyRelu).IsStretched);
    }

    /// <summary>The quick look at the variance never misses what the sorted outputs would show.</summary>
    [Fact]
    public unsafe void A_layer_is_fitted_as_its_neurons_are()
    {
        using var team = new WorkerTeam(2);
        var stretched = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (samples, neurons) = (random.Next(1, 3000), 7);
            var outputs = new float[samples * neurons];
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = (float)(Math.Max(0, random.NextDouble() - 0.3)
                    * (random.Next(samples) < 2 ? Math.Pow(10, random.Next(0, 6)) : 1));
            var accumulator = new ActivationAccumulator(neurons, 1, 0);
            accumulator.Add(outputs, new byte[samples]);
            foreach (var name in new[] { "uniform-1", "uniform-3", "uniform-8", "zero-uniform-2", "zero-uniform-8", "robust-uniform-8" })
            {
                fixed (float* pointer = outputs)
                {
                    var layer = LayerQuantizers.Fit(Rule(name), pointer, accumulator.Results(), Activation.Relu, team);
                    for (var neuron = 0; neuron < neurons; neuron++)
                    {
                        var own = Fit(name, [.. Enumerable.Range(0, samples).Select(sample => outputs[(sample * neurons) + neuron])]);
                        Assert.Equal(own.Edges.ToArray(), layer[neuron].Edges.ToArray());
                        Assert.Equal((own.IsStretched, own.Range), (layer[neuron].IsStretched, layer[neuron].Range));
                        stretched += own.IsStretched ? 1 : 0;
                    }
                }
            }
        }
        Assert.InRange(stretched, 50, 2000);
    }

    private static QuantizerRule Rule(string name) => QuantizerRule.TryParse(name, out var rule) ? rule : throw new ArgumentException(name);

    private static Quantizer Fit(string rule, float[] outputs, Activation activation = Activation.Relu) =>
        QuantizerFitting.Fit(Rule(rule), activation, outputs);

    private static double Information(string rule, float[] outputs, byte[] labels)
    {
        var quantizer = Fit(rule, outputs);
        var counts = new int[quantizer.Bins * Classes];
        for (var i = 0; i < outputs.Length; i++)
            counts[(quantizer.BinOf(outputs[i]) * Classes) + labels[i]]++;
        return MutualInformation.PlugIn(new JointHistogram(quantizer.Bins, Classes, counts));
    }

    /// <summary>A ReLU neuron that is 0 on a third of the samples, sure of the class where it is not.</summary>
    private static (float[] Outputs, byte[] Labels) Neuron()
    {
        var random = new RandomStream(4, RandomPurpose.DataGeneration);
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(i => (byte)(i % Classes))];
        return ([.. labels.Select(label => Math.Max(0f, (float)(label - 0.5 + (0.5 * random.NextNormal()))))], labels);
    }
}
