using Engine.Measures;
using Engine.Randomness;

namespace Engine.Tests.Measures;

public sealed class BenjaminiHochbergTests
{
    [Fact]
    public void By_hand()
    {
        // Sorted: 0.005 * 5/1 = 0.025, 0.01 * 5/2 = 0.025, 0.03 * 5/3 = 0.05, 0.04 * 5/4 = 0.05, 0.9 * 5/5 = 0.9; running minima from the
        // right.
        double[] expected = [0.025, 0.05, 0.9, 0.025, 0.05];
        var q = BenjaminiHochberg.QValues([0.01, 0.04, 0.9, 0.005, 0.03]);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], q[i], 1e-15);
    }

    [Fact]
    public void A_later_p_value_can_lower_an_earlier_q()
    {
        // 0.02 * 3/1 = 0.06 and 0.021 * 3/2 = 0.0315, but 0.022 * 3/3 = 0.022.
        Assert.All(BenjaminiHochberg.QValues([0.02, 0.021, 0.022]), q => Assert.Equal(0.022, q, 1e-15));
    }

    [Fact]
    public void Never_above_one_nor_below_p()
    {
        var p = Enumerable.Range(1, 50).Select(i => i / 50.0).ToArray();
        var q = BenjaminiHochberg.QValues(p);
        Assert.All(p.Zip(q), pair => Assert.InRange(pair.Second, pair.First, 1));
    }

    [Fact]
    public void Tests_of_the_same_p_have_the_same_q()
    {
        var tests = new BenjaminiHochberg([0.02, 0.9, 0.02, 0.5]);
        Assert.Equal(0.04, tests.Of(0.02));
        Assert.Contains("0.3 ", Assert.Throws<ArgumentException>(() => tests.Of(0.3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_correct() => Assert.Empty(BenjaminiHochberg.QValues([]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void What_is_no_probability_is_refused(double p) => Assert.Throws<ArgumentException>(() => BenjaminiHochberg.QValues([0.5, p]));

    /// <summary>Neurons of three bins, most of them independent of the class: of those called significant the false are few.</summary>
    [Fact]
    public void Holds_the_false_discovery_rate()
    {
        const int Repetitions = 40, Neurons = 100, Informative = 20, Samples = 300;
        const double Level = 0.1;
        var falseShare = 0.0;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var random = new RandomStream(11, RandomPurpose.DataGeneration, (ulong)repetition);
            var q = BenjaminiHochberg.QValues(
                Enumerable.Range(0, Neurons).Select(i => PValue(random, Samples, i < Informative ? 0.35 : 0)).ToArray());
            var (found, wrong) = (q.Count(value => value <= Level), q.Skip(Informative).Count(value => value <= Level));
            Assert.True(found >= Informative / 2, $"only {found} found");
            falseShare += (double)wrong / found / Repetitions;
        }

        // The expectation is Level * 80 / 100 = 0.08; a share's standard deviation is about 0.06, its mean's over 40 repetitions 0.01.
        Assert.InRange(falseShare, 0.03, 0.11);
    }

    // A symbol of 0..2 that equals the class of 0..2 with some more than chance.
    private static double PValue(RandomStream random, int samples, double strength)
    {
        var counts = new int[9];
        for (var i = 0; i < samples; i++)
        {
            var label = random.NextInt(3);
            var symbol = random.NextDouble() < strength ? label : random.NextInt(3);
            counts[(symbol * 3) + label]++;
        }

        var histogram = new JointHistogram(3, 3, counts);
        return ChiSquaredTest.PValue(histogram, MutualInformation.PlugIn(histogram));
    }
}
