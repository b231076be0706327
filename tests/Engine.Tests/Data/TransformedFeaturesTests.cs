using Engine.Data;
using Engine.Randomness;

namespace Engine.Tests.Data;

public sealed class TransformedFeaturesTests
{
    [Theory]
    [InlineData(1, 784)]
    [InlineData(3, 1024)]
    [InlineData(3, 7)]
    public void Bytes_and_floats_come_out_as_the_scalar_formula_to_the_bit(int channels, int plane)
    {
        var inputs = channels * plane;
        var random = new RandomStream(2, RandomPurpose.DataGeneration);
        var pixels = Enumerable.Range(0, inputs).Select(_ => (byte)random.NextUInt32()).ToArray();
        var mean = Enumerable.Range(0, channels).Select(channel => 0.4914f - 0.02f * channel).ToArray();
        var std = Enumerable.Range(0, channels).Select(channel => 0.247f + 0.003f * channel).ToArray();
        var expected = pixels.Select((pixel, i) => Bits((pixel / 255f - mean[i / plane]) / std[i / plane])).ToArray();

        var transform = new InputTransform { Mean = [.. mean], Std = [.. std] };
        Assert.Equal(expected, Row(new ByteFeatures(pixels, 1, inputs, 255f), transform, channels));
        Assert.Equal(expected, Row(new FloatFeatures([.. pixels.Select(pixel => pixel / 255f)], 1, inputs), transform, channels));
    }

    [Fact]
    public void One_number_serves_every_channel()
    {
        var features = new FloatFeatures([1, 2, 3, 4, 5, 6], 1, 6);
        Assert.Equal(
            new[] { 0f, 0.5f, 1f, 1.5f, 2f, 2.5f }.Select(Bits),
            Row(features, new InputTransform { Mean = [1f], Std = [2f] }, channels: 3));
    }

    [Fact]
    public void A_slice_keeps_the_transform()
    {
        var slice = new TransformedFeatures(new FloatFeatures([1, 2, 3], 3, 1), new InputScale(InputFit.None, [1], [2])).Slice(2, 1);
        var row = new float[1];
        slice.Read(0, row);
        Assert.Equal(1f, row[0]);
    }

    [Fact]
    public void It_is_applied_to_all_splits_alike()
    {
        var part = new LabelledData(new FloatFeatures([3], 1, 1), [0], 1);
        var splits = new DataSplits(part, part, part);
        Assert.Same(splits, InputScale.Identity.Apply(splits));
        var scaled = new InputScale(InputFit.None, [1], [4]).Apply(splits);
        foreach (var split in Enum.GetValues<Split>())
        {
            var row = new float[1];
            scaled[split].Features.Read(0, row);
            Assert.Equal(0.5f, row[0]);
        }
    }

    [Fact]
    public void Numbers_that_do_not_fit_the_channels_are_refused()
    {
        var features = new FloatFeatures(new float[12], 1, 12);
        var error = Assert.Throws<UserErrorException>(
            () => InputScale.Of(new InputTransform { Mean = [0f, 0f], Std = [1f] }, features, 3));
        Assert.Equal("input.mean has 2 numbers: it must be one number, or 3, one for each channel.", error.Message);
    }

    [Theory]
    [InlineData(0f, 0f, "input.std is 0: it must be finite and above 0.")]
    [InlineData(0f, -1f, "input.std is -1: it must be finite and above 0.")]
    [InlineData(0f, float.NaN, "input.std is NaN: it must be finite and above 0.")]
    [InlineData(float.PositiveInfinity, 1f, "input.mean is Infinity: it must be finite.")]
    public void Impossible_numbers_are_refused(float mean, float std, string message) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => new InputTransform { Mean = [mean], Std = [std] }).Message);

    private static uint[] Row(Features features, InputTransform transform, int channels)
    {
        var row = new float[features.Inputs];
        new TransformedFeatures(features, InputScale.Of(transform, features, channels)).Read(0, row);
        return [.. row.Select(Bits)];
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
