using Engine.Randomness;

namespace Engine.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void Words_are_the_philox_blocks_of_position_purpose_and_index()
    {
        var stream = new RandomStream(0x1_0000_0002, RandomPurpose.Dropout, 0x3_0000_0004);
        foreach (var position in new uint[] { 0, 1 })
        {
            var block = Philox.Block(new PhiloxBlock(position, 3, 4, 3), 2, 1);
            Assert.Equal([block.W0, block.W1, block.W2, block.W3], Words(stream, 4));
        }
    }

    [Fact]
    public void The_same_stream_repeats() =>
        Assert.Equal(Words(Stream(7), 100), Words(Stream(7), 100));

    [Fact]
    public void Seed_purpose_and_index_each_give_another_stream()
    {
        uint[][] streams =
        [
            Words(Stream(0), 4),
            Words(Stream(1), 4),
            Words(Stream(1UL << 32), 4),
            Words(new RandomStream(0, RandomPurpose.BatchOrder), 4),
            Words(new RandomStream(0, RandomPurpose.Initialization, 1), 4),
            Words(new RandomStream(0, RandomPurpose.Initialization, 1UL << 32), 4),
        ];
        Assert.Equal(streams.Length, streams.Select(words => string.Join(' ', words)).Distinct().Count());
    }

    [Fact]
    public void Singles_are_the_high_24_bits()
    {
        var words = Words(Stream(3), 1000);
        var stream = Stream(3);
        foreach (var word in words)
            Assert.Equal((word >> 8) / 16777216.0, stream.NextSingle());
    }

    [Fact]
    public void Doubles_are_the_high_53_bits_of_two_words()
    {
        var words = Words(Stream(3), 2);
        var bits = (words[0] | ((ulong)words[1] << 32)) >> 11;
        Assert.Equal(bits / 9007199254740992.0, Stream(3).NextDouble());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Integers_are_below_the_bound_and_uniform(int bound)
    {
        const int perValue = 400;
        var counts = new int[bound];
        var stream = Stream(11);
        for (var i = 0; i < perValue * bound; i++)
            counts[stream.NextInt(bound)]++;
        // Binomial with mean 400: six standard deviations are at most 120.
        Assert.All(counts, count => Assert.InRange(count, perValue - 120, perValue + 120));
    }

    [Fact]
    public void A_bound_of_three_quarters_of_the_range_is_not_biased()
    {
        // 2^32 words over 3 * 2^29 values are 8/3 each: without rejection the values 0, 1, 2 modulo 3 would get 3, 3 and 2 words, multiples
        // of 3 a share of 3/8.
        var stream = Stream(5);
        const int draws = 30_000;
        var multiples = Enumerable.Range(0, draws).Count(_ => stream.NextInt(3 << 29) % 3 == 0);
        Assert.InRange(multiples, 10_000 - 500, 10_000 + 500);
    }

    [Fact]
    public void A_bound_that_is_not_positive_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream(0).NextInt(0));

    [Fact]
    public void Normals_have_mean_zero_variance_one_and_normal_tails()
    {
        const int n = 100_000;
        var stream = Stream(13);
        var values = Enumerable.Range(0, n).Select(_ => stream.NextNormal()).ToArray();
        var mean = values.Average();
        // Standard errors: 1/sqrt(n) = 0.0032 and sqrt(2/n) = 0.0045; P(|z| > 1.959964) = 0.05 with error 0.0007.
        Assert.InRange(mean, -0.016, 0.016);
        Assert.InRange(values.Average(v => v * v), 1 - 0.0225, 1 + 0.0225);
        Assert.InRange(values.Count(v => Math.Abs(v) > 1.959964) / (double)n, 0.0465, 0.0535);
    }

    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        var permutation = Stream(17).Permutation(1000);
        Assert.NotEqual(Enumerable.Range(0, 1000), permutation);
        Assert.Equal(Enumerable.Range(0, 1000), permutation.Order());
        Assert.Empty(Stream(17).Permutation(0));
    }

    [Fact]
    public void All_orders_of_three_are_equally_likely()
    {
        var stream = Stream(19);
        var counts = Enumerable.Range(0, 6000).Select(_ => string.Join(' ', stream.Permutation(3))).CountBy(order => order).ToArray();
        Assert.Equal(6, counts.Length);
        // Binomial with mean 1000 and standard deviation 29.
        Assert.All(counts, count => Assert.InRange(count.Value, 825, 1175));
    }

    private static RandomStream Stream(ulong seed) => new(seed, RandomPurpose.Initialization);

    private static uint[] Words(RandomStream stream, int count) =>
        Enumerable.Range(0, count).Select(_ => stream.NextUInt32()).ToArray();
}
