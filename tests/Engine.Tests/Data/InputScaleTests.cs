using Engine.Data;
using Engine.Randomness;

namespace Engine.Tests.Data;

public sealed class InputScaleTests
{
    private static readonly InputTransform Standardize = new() { Fit = InputFit.Standardize };
    private static readonly InputTransform PerChannel = new() { Fit = InputFit.PerChannel };

    [Fact]
    public void Each_feature_has_its_mean_and_population_deviation()
    {
        // 1, 3, 5: mean 3, variance (4 + 0 + 4) / 3. 10, 10, 40: mean 20, variance (100 + 100 + 400) / 3.
        var scale = InputScale.Of(Standardize, new FloatFeatures([1, 10, 3, 10, 5, 40], 3, 2), 1);
        Assert.Equal([3, 20], scale.Mean);
        Assert.Equal([Math.Sqrt(8 / 3.0), Math.Sqrt(200)], scale.Std);
        Assert.Equal((InputFit.Standardize, 0), (scale.Fit, scale.Constant));
    }

    [Fact]
    public void A_channel_has_the_mean_and_deviation_of_all_its_pixels()
    {
        // Two planes of two pixels, two samples: 1, 2, 3, 6 and 0, 0, 4, 4.
        var scale = InputScale.Of(PerChannel, new FloatFeatures([1, 2, 0, 0, 3, 6, 4, 4], 2, 4), 2);
        Assert.Equal([3, 2], scale.Mean);
        Assert.Equal([Math.Sqrt((4 + 1 + 0 + 9) / 4.0), 2], scale.Std);
    }

    [Fact]
    public void Scaled_training_samples_have_mean_0_and_deviation_1()
    {
        var random = new RandomStream(3, RandomPurpose.DataGeneration);
        var pixels = Enumerable.Range(0, 500 * 30).Select(_ => (byte)random.NextUInt32()).ToArray();
        var features = new ByteFeatures(pixels, 500, 30, 255f);
        var scaled = new TransformedFeatures(features, InputScale.Of(Standardize, features, 1));
        var values = new float[500 * 30];
        scaled.ReadRange(0, 500, values);
        for (var feature = 0; feature < 30; feature++)
        {
            var column = Enumerable.Range(0, 500).Select(row => (double)values[(row * 30) + feature]).ToArray();
            Assert.Equal(0, column.Average(), 1e-6);
            Assert.Equal(1, column.Average(value => value * value), 1e-5);
        }
    }

    [Fact]
    public void A_constant_feature_becomes_0_whatever_it_is_elsewhere()
    {
        // 0.1 summed a thousand times is not 100: rounding must not make a deviation of it.
        var train = new FloatFeatures([.. Enumerable.Range(0, 1000).SelectMany(i => new[] { 0.1f, i })], 1000, 2);
        var scale = InputScale.Of(Standardize, train, 1);
        Assert.Equal((1, 0.0, (double)0.1f), (scale.Constant, scale.Std[0], scale.Mean[0]));
        var row = new float[2];
        foreach (var value in new[] { 0.1f, -5, 7, float.MaxValue })
        {
            new TransformedFeatures(new FloatFeatures([value, 499.5f], 1, 2), scale).Read(0, row);
            Assert.Equal([0f, 0f], row);
        }
    }

    [Fact]
    public void A_deviation_that_float32_cannot_divide_by_counts_as_none()
    {
        // float32 1e-40 is denormal.
        var scale = InputScale.Of(Standardize, new FloatFeatures([1e-40f, 3e-40f], 2, 1), 1);
        Assert.Equal(1, scale.Constant);
    }

    [Fact]
    public void A_feature_that_is_not_finite_is_refused()
    {
        var mistake = Assert.Throws<UserErrorException>(
            () => InputScale.Of(Standardize, new FloatFeatures([0, 1, 2, 3, float.NaN, 5], 2, 3), 1));
        Assert.StartsWith("input.fit: feature 1 has values without a finite mean", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InputFit.Standardize, 1)]
    [InlineData(InputFit.PerChannel, 3)]
    public void Scikit_learn_finds_the_same_numbers(InputFit fit, int channels)
    {
        const int samples = 400, inputs = 36;
        var random = new RandomStream(5, RandomPurpose.DataGeneration);
        // Far from 0 beside its spread, where sums of squares would lose digits.
        float[] values = [.. Enumerable.Range(0, samples * inputs).Select(i => (float)(1000 + (i % inputs) + random.NextNormal()))];
        var answer = PythonScript.Ask(
            PythonWitness.Require("numpy", "sklearn.preprocessing"), "scale.py",
            new { rows = values.Select(value => (double)value).Chunk(inputs), groups = fit == InputFit.Standardize ? inputs : channels });
        var scale = InputScale.Of(new InputTransform { Fit = fit }, new FloatFeatures(values, samples, inputs), channels);
        double[] mean = [.. answer.GetProperty("mean").EnumerateArray().Select(value => value.GetDouble())];
        double[] std = [.. answer.GetProperty("std").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(scale.Mean.Length, mean.Length);
        for (var group = 0; group < mean.Length; group++)
        {
            Assert.Equal(mean[group], scale.Mean[group], 1e-9);
            Assert.Equal(std[group], scale.Std[group], 1e-9);
        }
    }
}
