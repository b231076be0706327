using Engine.Data;
using Engine.Randomness;

namespace Engine.Tests.Data;

public sealed class ByteFeaturesTests
{
    /// <summary>Lengths below, at and around every vector width, and those of the real sets.</summary>
    public static TheoryData<int> Lengths => [1, 2, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100, 127, 128, 129, 784, 3072];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rows_are_bit_identical_to_the_scalar_division(int inputs)
    {
        const int samples = 3;
        var random = new RandomStream(1, RandomPurpose.DataGeneration);
        var pixels = Enumerable.Range(0, samples * inputs).Select(_ => (byte)random.NextUInt32()).ToArray();
        foreach (var divisor in new[] { 255f, 16f })
        {
            var features = new ByteFeatures(pixels, samples, inputs, divisor);
            var row = new float[inputs];
            for (var sample = 0; sample < samples; sample++)
            {
                features.Read(sample, row);
                Assert.Equal(pixels.Skip(sample * inputs).Take(inputs).Select(pixel => Bits(pixel / divisor)), row.Select(Bits));
            }
        }
    }

    [Fact]
    public void Every_byte_is_divided_not_multiplied_by_a_reciprocal()
    {
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var row = new float[256];
        new ByteFeatures(all, 1, 256, 255f).Read(0, row);
        Assert.Equal(all.Select(value => Bits((float)value / 255f)), row.Select(Bits));
        // The two differ for some bytes, so that this test can tell.
        Assert.NotEqual(all.Select(value => Bits(value * (1f / 255f))), row.Select(Bits));
    }

    [Fact]
    public void Every_byte_by_every_small_divisor_and_by_others_gives_what_a_division_gives()
    {
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var row = new float[256];
        foreach (var divisor in Enumerable.Range(1, 255).Select(value => (float)value)
            .Concat([0.1f, 1.7f, 1000f, 1e38f, float.PositiveInfinity]))
        {
            new ByteFeatures(all, 1, 256, divisor).Read(0, row);
            Assert.Equal(all.Select(value => Bits(value / divisor)), row.Select(Bits));
        }
    }

    [Fact]
    public void To_expect_a_row_changes_nothing_and_reaches_the_last()
    {
        var pixels = Enumerable.Range(0, 300).Select(value => (byte)value).ToArray();
        Features whole = new ByteFeatures(pixels, 3, 100, 255f), picked = new PickedFeatures(whole, new[] { 2, 0 });
        var (before, after) = (new float[300], new float[300]);
        whole.ReadRange(0, 3, before);
        for (var row = 0; row < 3; row++)
            whole.Expect(row);
        whole.Slice(2, 1).Expect(0);
        picked.Expect(0);
        Assert.ThrowsAny<ArgumentException>(() => whole.Expect(3));
        new FloatFeatures(before, 3, 100).Slice(1, 2).Expect(1);
        new TransformedFeatures(whole, new InputScale(InputFit.None, [0.5], [2])).Expect(2);
        whole.ReadRange(0, 3, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_longer_destination_is_left_alone_behind_the_row()
    {
        var destination = Enumerable.Repeat(7f, 100).ToArray();
        new ByteFeatures(new byte[40], 1, 40, 255f).Read(0, destination);
        Assert.All(destination[..40], value => Assert.Equal(0f, value));
        Assert.All(destination[40..], value => Assert.Equal(7f, value));
    }

    [Fact]
    public void A_slice_sees_its_own_rows_only()
    {
        var slice = new ByteFeatures([0, 16, 32, 48, 64, 80], 6, 1, 16f).Slice(2, 3).Slice(1, 2);
        var values = new float[2];
        slice.ReadRange(0, 2, values);
        Assert.Equal([3f, 4f], values);
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Read(2, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Read(-1, new float[1]));
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
