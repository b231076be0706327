using System.Numerics;
using Engine.Measures;
using Engine.Pairs;
using Testing.Analysis;

namespace Engine.Tests.Pairs;

public class BitPlanesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 2)]
    [InlineData(64, 1)]
    [InlineData(65, 3)]
    [InlineData(777, 40)]
    public unsafe void Each_symbol_above_0_has_a_bit_in_the_words_of_its_class(int samples, int classes)
    {
        var symbols = PairSymbols.Drawn([2, 1, 3, 2, 16, 2], samples, classes, samples);
        var planes = symbols.Planes;
        Assert.Equal((6, samples, classes), (planes.Neurons, planes.Samples, planes.Classes));
        Assert.Equal((1 + 1 + 2 + 1 + 15 + 1, 24), (planes.Planes, planes.Rounded));
        Assert.Equal(0, (nint)planes.GroupOf(0) % 64);
        var histograms = symbols.Histograms();
        for (var neuron = 0; neuron < 6; neuron++)
            for (var symbol = 1; symbol < histograms[neuron].Bins; symbol++)
                Assert.Equal(
                    Enumerable.Range(0, classes).Select(label => histograms[neuron][symbol, label]),
                    Bits(planes, planes.FirstOf(neuron) + symbol - 1));
        // Of the constant neuron, and after the last.
        Assert.All(new[] { 1, 21, 22, 23 }, plane => Assert.All(Bits(planes, plane), bits => Assert.Equal(0, bits)));
    }

    [Fact]
    public void A_neuron_of_one_symbol_is_binary_too()
    {
        Assert.True(new PairSymbols(new NeuronCodes([[0, 0], [0, 1]], [1, 2]), [0, 1], 2).Planes.AreBinary);
        Assert.False(new PairSymbols(new NeuronCodes([[0, 0], [0, 1]], [3, 2]), [0, 1], 2).Planes.AreBinary);
    }

    [Fact]
    public void The_definition_counts_samples_that_have_both_symbols()
    {
        var symbols = new PairSymbols(new NeuronCodes([[1, 0, 1, 1], [1, 1, 2, 2]], [2, 3]), [0, 3, 3, 3], 5);
        var counts = symbols.CountAll(symbols.Reference);
        var found = new PairCounts(new PlaneBlock(0, 8, 0, 8), 5, counts);
        Assert.Equal([1, 0, 0, 0, 0], Enumerable.Range(0, 5).Select(label => counts[(label * 8) + 1]));
        Assert.Equal([0, 0, 0, 2, 0], Enumerable.Range(0, 5).Select(label => counts[(label * 8) + 2]));
        Assert.Equal(2, found.At(0, 1).Of(0, 3, 1));
        Assert.Equal(2, found.Row(0, 3, 1)[1]);
    }

    private static int[] Bits(BitPlanes planes, int plane)
    {
        var bits = new int[planes.Classes];
        for (int label = 0, word = 0; label < bits.Length; label++)
            for (; word < planes.ClassEnds[label]; word++)
                bits[label] += BitOperations.PopCount(planes.AllWords[(((plane / 8 * planes.Words) + word) * 8) + (plane % 8)]);
        return bits;
    }
}
