using Engine.InformationPlane;
using Engine.Numerics;

namespace Engine.Tests.InformationPlane;

public sealed class PairwiseInformationTests
{
    // The kernel sums float32 exponentials, 16 to a lane: 1e-6 relative, and 1.5 bits for a factor e.
    private const double Tolerance = 1e-5;

    public static TheoryData<VectorWidth> Widths => [VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];

    [Fact]
    public void Two_points()
    {
        using var outputs = Layers.Of([0.0, 0.0], [0.3, 0.4]);
        var (upper, lower) = Of(outputs, [0, 1], 2, 0.1);
        // D = 0.25: exp(-D / 0.2) = 0.286505, exp(-D / 0.8) = 0.731616; I = -log2((1 + e) / 2).
        Assert.Equal(-Math.Log2((1 + Math.Exp(-1.25)) / 2), upper.AboutInput, Tolerance);
        Assert.Equal(-Math.Log2((1 + Math.Exp(-0.3125)) / 2), lower.AboutInput, Tolerance);
        // Each class is one point, so that knowing it leaves nothing: all that is known of the input is known of the class.
        Assert.Equal(upper.AboutInput, upper.AboutClass, Tolerance);
        // h(T) = I + (2 / 2) log2(2 pi e 0.1).
        Assert.Equal(upper.AboutInput + Math.Log2(2 * Math.PI * Math.E * 0.1), upper.Entropy, Tolerance);
    }

    [Fact]
    public void Clusters_far_apart_show_the_logarithm_of_their_number()
    {
        // 8 clusters of 12 equal points; classes are clusters modulo 4.
        using var outputs = Layers.Of(
            [.. Enumerable.Range(0, 96).Select(i => new[] { 1.0 * (i % 2), 1.0 * (i / 2 % 2), 1.0 * (i / 4 % 2) })]);
        byte[] labels = [.. Enumerable.Range(0, 96).Select(i => (byte)(i % 4))];
        var (upper, lower) = Of(outputs, labels, 4, 1e-3);
        foreach (var found in new[] { upper, lower })
        {
            Assert.Equal(3, found.AboutInput, Tolerance);
            Assert.Equal(2, found.AboutClass, Tolerance);
        }
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(1, 0.01)]
    [InlineData(3, 0.5)]
    public void A_Gaussian_channel_lies_between_the_bounds_which_have_closed_forms(int dimensions, double noise)
    {
        const int Samples = 6000;
        var random = new Random(5);
        using var outputs = Layers.Of(
            [.. Enumerable.Range(0, Samples).Select(_ => Enumerable.Range(0, dimensions).Select(_ => Normal(random)).ToArray())]);
        var (upper, lower) = Of(outputs, new byte[Samples], 1, noise);
        var channel = dimensions * 0.5 * Math.Log2(1 + (1 / noise));
        // Ten standard errors of a mean of logarithms, of which each has a spread of about one bit per dimension.
        var limit = 10 * Math.Sqrt(dimensions) / Math.Sqrt(Samples);
        Assert.Equal(Limit(dimensions, noise), upper.AboutInput, limit);
        Assert.Equal(Limit(dimensions, 4 * noise), lower.AboutInput, limit);
        Assert.InRange(channel, lower.AboutInput, upper.AboutInput);
        // One class: nothing to know about it.
        Assert.Equal(0, upper.AboutClass, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_plain_double_loop_gives_the_same(VectorWidth width)
    {
        var seed = 0;
        foreach (var (samples, neurons, classes) in new[]
        {
            (1, 1, 1), (2, 3, 2), (17, 1, 3), (64, 16, 2), (65, 17, 10), (333, 5, 7), (300, 40, 256),
        })
        {
            var (outputs, labels) = Layers.Random(++seed, samples, neurons, classes);
            using (outputs)
            {
                foreach (var noise in new[] { 1e-3, 0.1, 10 })
                {
                    var (upper, lower) = Of(outputs, labels, classes, noise, width);
                    AssertSame(ReferencePairwise.Of(outputs, labels, noise, 2), upper, $"upper, {samples} x {neurons}, {noise}");
                    AssertSame(ReferencePairwise.Of(outputs, labels, noise, 8), lower, $"lower, {samples} x {neurons}, {noise}");
                }
            }
        }
    }

    [Fact]
    public void Threads_and_vector_widths_change_no_bit()
    {
        var (outputs, labels) = Layers.Random(9, 500, 21, 4);
        using (outputs)
        {
            var expected = Of(outputs, labels, 4, 0.1);
            foreach (var width in Enum.GetValues<VectorWidth>())
            {
                foreach (var threads in new[] { 1, 2, 5 })
                    Assert.Equal(expected, Of(outputs, labels, 4, 0.1, width, threads));
            }
        }
    }

    /// <summary>All exponentials are nearly 1, and float32 sums of them would show 1e-7 bits at best.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_far_below_a_bit_has_as_many_digits(VectorWidth width)
    {
        var (outputs, labels) = Layers.Random(8, 333, 5, 7);
        using (outputs)
        {
            foreach (var noise in new[] { 10, 1e3, 1e5, 1e7, 1e9 })
            {
                var (upper, lower) = Of(outputs, labels, 7, noise, width);
                foreach (var (scale, found) in new[] { (2, upper), (8, lower) })
                {
                    var (input, label) = Small(outputs, labels, scale * noise);
                    // Below a bit for 10, some 1e-9 bits for 1e9.
                    Assert.InRange(found.AboutInput, 1e-11, 1);
                    Assert.Equal(1, found.AboutInput / input, Tolerance);
                    Assert.Equal(0, (found.AboutClass - label) / input, Tolerance);
                }
            }
        }
    }

    [Fact]
    public void Two_points_in_much_noise()
    {
        using var outputs = Layers.Of([0.0, 0.0], [0.3, 0.4]);
        var upper = Of(outputs, [0, 1], 2, 1e9).Upper;
        // -ln(1 - m) for m = (1 - exp(-D / (2 s2))) / 2, D / (2 s2) = 1.25e-10: m to first order, and of it 6e-11 is left out.
        Assert.Equal(1, upper.AboutInput / (1.25e-10 / 2 / Math.Log(2)), 1e-6);
        Assert.Equal(1, upper.AboutClass / upper.AboutInput, 1e-6);
    }

    /// <summary>The formulas in float64, with 1 - exp as a series where it cancels.</summary>
    private static (double AboutInput, double AboutClass) Small(RowMatrix outputs, byte[] labels, double scale)
    {
        double input = 0, conditional = 0;
        for (var i = 0; i < outputs.Rows; i++)
        {
            double all = 0, own = 0;
            for (var j = 0; j < outputs.Rows; j++)
            {
                var distance = 0.0;
                for (var k = 0; k < outputs.Columns; k++)
                    distance += Math.Pow((double)outputs[i][k] - outputs[j][k], 2);
                var x = distance / scale;
                var lacking = x < 1e-3 ? x * (1 - (x / 2 * (1 - (x / 3 * (1 - (x / 4)))))) : 1 - Math.Exp(-x);
                all += lacking;
                own += labels[j] == labels[i] ? lacking : 0;
            }
            input += Bits(all / outputs.Rows);
            conditional += Bits(own / labels.Count(label => label == labels[i]));
        }
        return (input / outputs.Rows, (input - conditional) / outputs.Rows);

        // -log2(1 - m).
        static double Bits(double m) =>
            (m < 1e-3 ? m * (1 + (m * ((1.0 / 2) + (m * ((1.0 / 3) + (m * ((1.0 / 4) + (m / 5)))))))) : -Math.Log(1 - m)) / Math.Log(2);
    }

    [Fact]
    public void The_lower_bound_is_not_above_the_upper_and_neither_is_beyond_log_N()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var (outputs, labels) = Layers.Random(seed, 20 + (10 * seed), 1 + (seed % 7), 3);
            using (outputs)
            {
                var (upper, lower) = Of(outputs, labels, 3, Math.Pow(10, (seed % 5) - 3));
                Assert.InRange(lower.AboutInput, -Tolerance, upper.AboutInput + Tolerance);
                Assert.True(upper.AboutInput <= Math.Log2(labels.Length) + Tolerance);
                Assert.True(upper.AboutClass <= upper.AboutInput + Tolerance);
            }
        }
    }

    [Fact]
    public void More_noise_leaves_less_information()
    {
        var (outputs, labels) = Layers.Random(3, 200, 4, 3);
        using (outputs)
        {
            double[] noises = [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 1000];
            var found = noises.Select(noise => Of(outputs, labels, 3, noise).Upper.AboutInput).ToArray();
            Assert.Equal(found.OrderDescending(), found);
            Assert.True(found[^1] < 0.01 && found[0] > 7);
        }
    }

    [Fact]
    public void Turning_and_moving_the_space_and_the_order_of_samples_change_nothing()
    {
        var (outputs, labels) = Layers.Random(4, 120, 2, 4);
        using (outputs)
        {
            var (sine, cosine) = Math.SinCos(0.7);
            double[][] turned = [.. Enumerable.Range(0, 120).Reverse().Select(
                i => new[] { 3 + (cosine * outputs[i][0]) - (sine * outputs[i][1]), (sine * outputs[i][0]) + (cosine * outputs[i][1]) })];
            using var moved = Layers.Of(turned);
            var (upper, lower) = Of(outputs, labels, 4, 0.05);
            var (upper2, lower2) = Of(moved, [.. labels.Reverse()], 4, 0.05);
            AssertSame(upper, upper2, "upper");
            AssertSame(lower, lower2, "lower");
        }
    }

    [Fact]
    public void Values_so_far_apart_that_float32_overflows_are_infinitely_far()
    {
        using var outputs = Layers.Of([-3e38], [3e38], [0]);
        Assert.Equal(Math.Log2(3), Of(outputs, [0, 1, 0], 2, 0.1).Lower.AboutInput, Tolerance);
    }

    [Fact]
    public void It_stops_when_asked()
    {
        var (outputs, labels) = Layers.Random(1, 100, 4, 2);
        using (outputs)
        using (var team = new WorkerTeam(1))
            Assert.Throws<OperationCanceledException>(
                () => PairwiseInformation.Of(outputs, labels, 2, 0.1, team, VectorWidths.Widest, new CancellationToken(true)));
    }

    [Fact]
    public void A_variance_that_is_not_positive_is_refused()
    {
        using var outputs = Layers.Of([0.0], [1.0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(outputs, [0, 1], 2, 0));
    }

    /// <summary>
    /// The limit of the estimate for standard normal outputs in d dimensions: E over x' of exp(-(x - x')^2 / (2 s)) is
    /// sqrt(s / (1 + s)) exp(-x^2 / (2 (1 + s))), of which minus the mean logarithm is 1/2 ln(1 + 1/s) + 1 / (2 (1 + s)) nats a
    /// dimension.
    /// </summary>
    private static double Limit(int dimensions, double s) => dimensions * ((0.5 * Math.Log(1 + (1 / s))) + (0.5 / (1 + s))) / Math.Log(2);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static void AssertSame(LayerInformation expected, LayerInformation found, string what) => Deviation.Within(
        Tolerance, [expected.AboutInput, expected.AboutClass, expected.Entropy],
        [found.AboutInput, found.AboutClass, found.Entropy], 1, what);

    private static (LayerInformation Upper, LayerInformation Lower) Of(
        RowMatrix outputs, byte[] labels, int classes, double noise, VectorWidth? width = null, int threads = 1)
    {
        using var team = new WorkerTeam(threads);
        return PairwiseInformation.Of(
            outputs, labels, classes, noise, team, width ?? VectorWidths.Widest, TestContext.Current.CancellationToken);
    }
}
