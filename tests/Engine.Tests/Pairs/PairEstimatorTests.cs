using Engine.Measures;
using Engine.Pairs;
using Testing.Analysis;

namespace Engine.Tests.Pairs;

public class PairEstimatorTests
{
    private const int Digits = 12;
    private const double Tolerance = 1e-11;

    // Two fair coins, each combination once.
    private static readonly byte[] One = [0, 0, 1, 1], Other = [0, 1, 0, 1];

    [Fact]
    public void Of_the_exclusive_or_one_bit_is_synergy()
    {
        var found = Of(One, Other, [0, 1, 1, 0]).Information();
        Close(new(0, 0, 1, 0, 1, 0, 0, 0, 0, 1), found with { PairCorrected = 0, JointCorrected = 0 });
        Assert.Equal((0, 0, 1, 1), (found.UniqueFirst, found.UniqueSecond, found.Synergy, found.MinimalSynergy));
    }

    /// <summary>Of AND each input has H(1/4) - H(1/2) / 2 = 0.3113 bits, both 0.8113. Williams and Beer: 0.3113 redundant, 0.5 synergy.
    /// </summary>
    [Fact]
    public void Of_the_conjunction_it_is_as_in_the_paper()
    {
        var found = Of(One, Other, [0, 0, 0, 1]).Information();
        var whole = -((0.25 * Math.Log2(0.25)) + (0.75 * Math.Log2(0.75)));
        var each = whole - 0.5;
        Close(new(0, 0, whole, 0, whole - (2 * each), each, each, each, each, 1), found with { PairCorrected = 0, JointCorrected = 0 });
        Assert.Equal(0.5, found.Synergy, Digits);
        Assert.Equal(0, found.UniqueFirst, Digits);
    }

    [Fact]
    public void Copies_are_redundant_and_have_the_least_interaction()
    {
        var found = Of(One, One, [0, 0, 1, 1]).Information();
        // 2 N ln2 I = 8 ln 2 = 5.545 with one degree of freedom: p = erfc(sqrt(5.545 / 2)) = 0.01853.
        Assert.Equal(0.01853, found.PValue, 4);
        Close(new(1, 0, 1, 0, -1, 1, 1, 1, 1, 0), found with { PairCorrected = 0, JointCorrected = 0, PValue = 0 });
        // (2 + 2 - 2 - 1) / (2 4 ln2), and for the class the same.
        Assert.Equal(1 + (1 / (8 * Math.Log(2))), found.PairCorrected, Digits);
        Assert.Equal(1 + (1 / (8 * Math.Log(2))), found.JointCorrected, Digits);
    }

    /// <summary>T_i decides whether the class is 0; T_j decides between 1 and 2 and says nothing else: I_min finds redundancy where each
    /// is specific about some class, minimal mutual information takes the lesser of both.</summary>
    [Fact]
    public void The_two_redundancies_differ_where_neurons_tell_of_other_classes()
    {
        var found = Of([0, 0, 1, 1], [0, 1, 0, 1], [0, 0, 1, 2], classes: 3).Information();
        // By hand: P(y) = 1/2, 1/4, 1/4. Of T_i: 1 bit on every class. Of T_j: 0 on class 0; 1 on classes 1 and 2.
        Assert.Equal((1, 0.5), (found.First, found.Second));
        Assert.Equal(0.5, found.Redundancy, Digits);
        Assert.Equal(0.5, found.MinimalRedundancy, Digits);
        Assert.Equal(1.5, found.Joint, Digits);
        Assert.Equal(0.5, found.UniqueFirst, Digits);
        Assert.Equal(0, found.UniqueSecond, Digits);
        Assert.Equal(0.5, found.Synergy, Digits);
    }

    /// <summary>The class is both inputs. Each tells one bit of every class, though another one: I_min, and minimal mutual information,
    /// call that one redundant bit and one of synergy, where a reader would say that each has a bit of its own. It is their known
    /// weakness: Harder, Salge, Polani, arXiv:1207.2080.</summary>
    [Fact]
    public void Of_two_unique_bits_I_min_makes_a_redundant_one()
    {
        var found = Of(One, Other, [0, 1, 2, 3], classes: 4).Information();
        Close(new(0, 0, 2, 0, 0, 1, 1, 1, 1, 1), found with { PairCorrected = 0, JointCorrected = 0 });
        Assert.Equal((0, 0, 1, 1), (found.UniqueFirst, found.UniqueSecond, found.Synergy, found.MinimalSynergy));
    }

    /// <summary>A pair that copies its class is all redundancy: RDN of Williams and Beer.</summary>
    [Fact]
    public void Of_two_copies_of_the_class_all_is_redundant()
    {
        var found = Of(One, One, [0, 0, 1, 1]).Information();
        Assert.Equal(
            (1, 0, 0, 0, 0),
            (found.Redundancy, found.UniqueFirst, found.UniqueSecond, found.Synergy, found.MinimalSynergy));
    }

    [Fact]
    public void Two_constant_neurons_say_nothing_and_p_is_one()
    {
        var symbols = new PairSymbols(new NeuronCodes([[0, 0, 0, 0], [0, 0, 0, 0]], [1, 2]), [0, 1, 0, 1], 2);
        Close(new(0, 0, 0, 0, 0, 0, 0, 0, 0, 1), symbols.Information());
    }

    /// <summary>Classes 1 and 3 have no sample: they change nothing, nor does their number.</summary>
    [Fact]
    public void Classes_without_samples_change_nothing()
    {
        byte[] labels = [0, 2, 2, 0];
        byte[] close = [0, 1, 1, 0];
        Assert.Equal(Of(One, Other, close).Information(), Of(One, Other, labels, classes: 5).Information());
    }

    /// <summary>256 symbols are the most that a byte names: 255 planes of each neuron.</summary>
    [Fact]
    public void The_most_symbols_that_a_byte_names_are_counted()
    {
        var random = new Random(4);
        byte[] one = [.. Enumerable.Range(0, 300).Select(_ => (byte)random.Next(256))];
        byte[] labels = [.. one.Select(symbol => (byte)(symbol % 3))];
        var found = new PairSymbols(new NeuronCodes([one, one], [256, 256]), labels, 3).Information();
        var counts = one.GroupBy(symbol => symbol).Select(group => group.Count() / 300.0);
        Assert.Equal(-counts.Sum(share => share * Math.Log2(share)), found.Pair, Tolerance);
        // The symbol says the class, and its copy nothing more.
        Assert.Equal(found.First, found.Joint, Tolerance);
        Assert.Equal(found.First, found.Redundancy, Tolerance);
        var error = Assert.Throws<ArgumentException>(() => new NeuronCodes([one], [257]));
        Assert.Contains("257 bins: a byte names 1 to 256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_constant_neuron_all_is_the_others()
    {
        var symbols = new PairSymbols(new NeuronCodes([[0, 0, 0, 0], [0, 1, 0, 1]], [1, 2]), [0, 1, 0, 1], 2);
        var found = symbols.Information();
        Close(new(0, 0, 1, 0, 0, 0, 0, 0, 1, 1), found with { PairCorrected = 0, JointCorrected = 0 });
    }

    /// <summary>The pair coded as one symbol, by the measure of single neurons.</summary>
    [Fact]
    public void It_is_the_information_of_the_pair_as_one_symbol()
    {
        var symbols = PairSymbols.Drawn([2, 3, 5, 1, 8], 400, 7, 3);
        for (var first = 0; first < 5; first++)
            for (var second = first + 1; second < 5; second++)
            {
                var found = symbols.Information(first, second);
                var (codes, width) = (symbols.Codes, symbols.Codes.Bins(second));
                byte[] both = [.. Enumerable.Range(0, 400).Select(i => (byte)((codes.Of(first)[i] * width) + codes.Of(second)[i]))];
                var joint = PairSymbols.Histogram(both, codes.Bins(first) * width, symbols.Labels, 7);
                Assert.Equal(MutualInformation.PlugIn(joint), found.Joint, Tolerance);
                Assert.Equal(MillerMadow.MutualInformation(joint), found.JointCorrected, Tolerance);
                var pair = PairSymbols.Histogram(codes.Of(first), codes.Bins(first), codes.Of(second), width);
                Assert.Equal(MutualInformation.PlugIn(pair), found.Pair, Tolerance);
                Assert.Equal(MillerMadow.MutualInformation(pair), found.PairCorrected, Tolerance);
                Assert.Equal(ChiSquaredTest.PValue(pair, found.Pair), found.PValue, 6);
                Assert.Equal(found.Interaction, found.Synergy - found.Redundancy, Tolerance);
                Assert.InRange(found.Redundancy, 0, found.MinimalRedundancy + 1e-12);
            }
    }

    /// <summary>Few samples for many neurons are summed by tables, many for few cell by cell.</summary>
    [Theory]
    [InlineData(40, 60, 3)]
    [InlineData(6, 3000, 10)]
    [InlineData(9, 50, 12)]
    public void A_scan_of_one_bit_symbols_finds_the_same_bits(int neurons, int samples, int classes)
    {
        var drawn = PairSymbols.Drawn([.. Enumerable.Range(0, neurons).Select(i => i == 4 ? 1 : 2)], samples, classes, 8);
        // A class without samples, a neuron that is always 1.
        var codes = new NeuronCodes(
            [.. Enumerable.Range(0, neurons).Select(i => i == 2 ? [.. Enumerable.Repeat((byte)1, samples)] : drawn.Codes.Of(i).ToArray())],
            [.. Enumerable.Range(0, neurons).Select(drawn.Codes.Bins)]);
        var symbols = new PairSymbols(codes, drawn.Labels, classes + 1);
        var (estimator, row) = (symbols.Estimator(), new PairRow(neurons));
        var all = new PlaneBlock(0, symbols.Planes.Rounded, 0, symbols.Planes.Rounded);
        var (counts, cells) = (symbols.CountAll(symbols.Reference), new int[estimator.MostCells]);
        for (var first = 0; first < neurons; first++)
        {
            var read = new PairCounts(all, classes + 1, counts);
            estimator.Scan(first, first + 1, neurons, read, row, cells);
            for (var second = first + 1; second < neurons; second++)
            {
                var one = estimator.Of(first, second, read, cells);
                Assert.Equal(
                    (one.Pair, one.Joint, one.Interaction, one.Redundancy, one.Synergy),
                    (row.Pair[second], row.Joint[second], row.Interaction[second], row.Redundancy[second], row.Synergy[second]));
            }
        }
    }

    /// <summary>Every combination of the inputs once.</summary>
    private static PairSymbols Of(byte[] one, byte[] other, byte[] labels, int classes = 2) =>
        new(new NeuronCodes([one, other], [2, 2]), labels, classes);

    private static void Close(PairInformation expected, PairInformation found) => Assert.All(
        typeof(PairInformation).GetProperties().Where(property => property.PropertyType == typeof(double)),
        property => Assert.Equal((double)property.GetValue(expected)!, (double)property.GetValue(found)!, Digits));
}
