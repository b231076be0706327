using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class NeuronJudgementTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(5, 0, 2 / 32.0)]
    [InlineData(0, 5, 2 / 32.0)]
    // (C(10,8) + C(10,9) + C(10,10)) / 2^10, both ways.
    [InlineData(8, 2, 2 * 56 / 1024.0)]
    public void The_sign_test_is_twice_the_binomial_tail(int wins, int losses, double p) =>
        Assert.Equal(p, new SignTest(10).PValue(wins, losses), 1e-13);

    [Fact]
    public void Of_many_samples_it_is_what_exact_sums_give()
    {
        // Python: 2 * sum(comb(10000, i) for i in range(5150, 10001)) / 2**10000, and the same of 1000 from 700 on.
        var test = new SignTest(10_000);
        Assert.Equal(0.0027879675177127188, test.PValue(5150, 4850), 1e-12);
        Assert.Equal(1, test.PValue(700, 300) / 1.7665678007950136e-37, 1e-9);
    }

    [Fact]
    public void Where_only_the_difference_is_known_no_division_of_the_changes_gives_a_larger_one()
    {
        var test = new SignTest(30);
        for (var net = -12; net <= 12; net++)
            for (var most = Math.Abs(net); most <= 30; most++)
            {
                var all = Enumerable.Range(Math.Abs(net), most - Math.Abs(net) + 1).Where(n => (n - Math.Abs(net)) % 2 == 0)
                    .Select(n => test.PValue((n + net) / 2, (n - net) / 2)).Max();
                Assert.Equal(all, test.LargestPValue(net, most), 1e-13);
            }
    }

    [Fact]
    public void A_verdict_needs_what_the_samples_show()
    {
        // p: 20 of 20 gives 2 / 2^20; of two neurons with 0 and 3 lost nothing is shown.
        var judged = NeuronJudgement.Of([(20, 20), (-20, 20), (0, 0), (3, 9), (0, 4)], 0.05);
        Assert.Equal(
            [NeuronVerdict.Matters, NeuronVerdict.Harmful, NeuronVerdict.Spare, NeuronVerdict.Open, NeuronVerdict.Open],
            judged.Select(one => one.Verdict));
        Assert.Equal(Math.Pow(2, -19), judged[0].PValue, 1e-15);
        // Two of five have the least p: 5 / 2 times it.
        Assert.Equal(2.5 * Math.Pow(2, -19), judged[0].QValue, 1e-15);
        // Six of six alone is shown (1/32); among ten that show nothing it is not (10/32).
        Assert.Equal(NeuronVerdict.Matters, NeuronJudgement.Of([(6, 6)], 0.05)[0].Verdict);
        Assert.Equal(NeuronVerdict.Open, NeuronJudgement.Of([(6, 6), .. Enumerable.Repeat((0, 1), 9)], 0.05)[0].Verdict);
        Assert.Empty(NeuronJudgement.Of([], 0.05));
    }
}
