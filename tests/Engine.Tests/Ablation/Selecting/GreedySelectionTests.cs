using Engine.Ablation.Selecting;
using Engine.Measures;
using Testing.Analysis;

namespace Engine.Tests.Ablation.Selecting;

public sealed class GreedySelectionTests
{
    public static TheoryData<SelectionCriterion> Criteria =>
        [SelectionCriterion.Mrmr, SelectionCriterion.Jmi, SelectionCriterion.Cmim];

    [Theory]
    [MemberData(nameof(Criteria))]
    public void It_is_the_plain_definition(SelectionCriterion criterion)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var symbols = PairSymbols.Drawn([2, 2, 3, 2, 1, 4, 2, 2, 2, 3, 2, 2], 150 + seed, 2 + seed, seed);
            int[] all = [.. Enumerable.Range(0, symbols.Codes.Neurons)];
            Assert.Equal(new PlainSelection(symbols.Codes, symbols.Labels).Order(criterion, all), Order(symbols, criterion, all));
            // Of some neurons alone, as of a layer.
            Assert.Equal(
                new PlainSelection(symbols.Codes, symbols.Labels).Order(criterion, all[3..9]), Order(symbols, criterion, all[3..9]));
        }
    }

    /// <summary>More neurons than one thread's share of a step.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Threads_change_nothing(SelectionCriterion criterion)
    {
        var symbols = PairSymbols.Drawn([.. Enumerable.Repeat(2, 300)], 200, 10, 5);
        int[] all = [.. Enumerable.Range(0, 300)];
        var alone = Order(symbols, criterion, all, threads: 1);
        Assert.Equal(all, alone.Order());
        Assert.Equal(alone, Order(symbols, criterion, all, threads: 2));
        Assert.Equal(alone, Order(symbols, criterion, all, threads: 7));
    }

    /// <summary>Y is three fair bits, the neurons are bit, its copy, and the two others: each 1 bit about Y. With the first chosen the copy
    /// has 1 - 1 = 0 by mrmr, then 1 - 1/2, where the others have 1; by jmi 1 bit where they have 2; by cmim 0.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void A_copy_is_chosen_last(SelectionCriterion criterion)
    {
        byte[] labels = [0, 1, 2, 3, 4, 5, 6, 7];
        byte[][] bits = [.. Enumerable.Range(0, 3).Select(bit => labels.Select(label => (byte)((label >> bit) & 1)).ToArray())];
        var symbols = new PairSymbols(new NeuronCodes([bits[0], bits[0], bits[1], bits[2]], [2, 2, 2, 2]), labels, 8);
        Assert.Equal([0, 2, 3, 1], Order(symbols, criterion, [0, 1, 2, 3]));
    }

    /// <summary>
    /// Y = A xor B, A fair and B 1 in two of five: I(A;Y) = 1 - H(2/5) = 0.029 bits, I(B;Y) = 0. D is Y in 11 of 20: I(D;Y) = 1 - H(11/20)
    /// = 0.007. After A, mrmr takes D for its relevance; B says the rest, I(B,A;Y) = H(Y) = 1, which jmi and cmim see.
    /// </summary>
    [Theory]
    [InlineData(SelectionCriterion.Mrmr, new[] { 1, 0, 2 })]
    [InlineData(SelectionCriterion.Jmi, new[] { 1, 2, 0 })]
    [InlineData(SelectionCriterion.Cmim, new[] { 1, 2, 0 })]
    public void The_parts_of_an_exclusive_or_are_found_by_those_that_look_at_pairs(SelectionCriterion criterion, int[] expected)
    {
        var samples = Enumerable.Range(0, 2 * 5 * 20)
            .Select(at => (A: at % 2, B: at / 2 % 5 < 2 ? 1 : 0, IsRight: at / 10 < 11)).ToArray();
        byte[] a = [.. samples.Select(sample => (byte)sample.A)], b = [.. samples.Select(sample => (byte)sample.B)];
        byte[] labels = [.. samples.Select(sample => (byte)(sample.A ^ sample.B))];
        byte[] d = [.. samples.Select((sample, at) => (byte)(sample.IsRight ? labels[at] : 1 - labels[at]))];
        var symbols = new PairSymbols(new NeuronCodes([d, a, b], [2, 2, 2]), labels, 2);
        Assert.Equal(expected, Order(symbols, criterion, [0, 1, 2]));
    }

    /// <summary>A constant neuron has 0 by mrmr, a copy of the chosen one -1/2 or so: inactive it comes after it all the same.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Inactive_neurons_come_last_in_their_order(SelectionCriterion criterion)
    {
        byte[] one = [0, 0, 1, 1, 0, 1, 0, 1], labels = [0, 0, 1, 1, 0, 1, 1, 0], off = new byte[8];
        var symbols = new PairSymbols(new NeuronCodes([off, one, off, one], [2, 2, 2, 2]), labels, 2);
        Assert.Equal([1, 3, 0, 2], Order(symbols, criterion, [0, 1, 2, 3], [true, false, true, false]));
    }

    [Fact]
    public void A_constant_neuron_that_is_active_is_chosen_by_the_criterion()
    {
        byte[] one = [0, 0, 1, 1, 0, 1, 0, 1], labels = [0, 0, 1, 1, 0, 1, 1, 0], on = [1, 1, 1, 1, 1, 1, 1, 1];
        var symbols = new PairSymbols(new NeuronCodes([one, one, on], [2, 2, 2]), labels, 2);
        // The copy's I(T;Y) = 1 - H(1/4) = 0.19 less I(T;S) = 1 is below the constant's 0.
        Assert.Equal([0, 2, 1], Order(symbols, SelectionCriterion.Mrmr, [0, 1, 2]));
    }

    [Theory]
    [MemberData(nameof(Criteria))]
    public void Of_none_and_of_inactive_ones_alone_nothing_is_chosen(SelectionCriterion criterion)
    {
        var symbols = PairSymbols.Drawn([2, 2], 20, 2, 1);
        Assert.Empty(Order(symbols, criterion, []));
        Assert.Equal([0, 1], Order(symbols, criterion, [0, 1], [true, true]));
    }

    [Fact]
    public void The_order_by_accuracy_is_none_of_information() => Assert.Throws<ArgumentException>(
        () => Order(PairSymbols.Drawn([2, 2], 20, 2, 1), SelectionCriterion.GreedyAccuracy, [0, 1]));

    private static int[] Order(
        PairSymbols symbols, SelectionCriterion criterion, int[] neurons, bool[]? inactive = null, int threads = 2) =>
        new GreedySelection(
            symbols.Planes, symbols.Reference, new CountedInformation(symbols.Planes, symbols.Histograms()), criterion,
            new ParallelOptions { MaxDegreeOfParallelism = threads })
            .Order(neurons, inactive ?? new bool[neurons.Length]);
}
