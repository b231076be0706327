using Engine.Measures;
using Engine.Pairs;

namespace Testing.Analysis;

/// <summary>Neurons' symbols and classes for tests of pairs.</summary>
/// <param name="Labels"><c>[samples]</c>.</param>
public sealed record PairSymbols(NeuronCodes Codes, byte[] Labels, int Classes)
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    public BitPlanes Planes { get; } = new(Codes, Labels, Classes, Two);

    public IPairCounts Reference => new ReferencePairs(Codes, Labels, Planes);

    /// <summary>Symbols that have to do with the class and with each other.</summary>
    /// <param name="bins"><c>[neurons]</c>.</param>
    public static PairSymbols Drawn(IReadOnlyList<int> bins, int samples, int classes, int seed)
    {
        var random = new Random(seed);
        byte[] labels = [.. Enumerable.Range(0, samples).Select(_ => (byte)random.Next(classes))];
        byte[] common = [.. labels.Select(label => (byte)(random.Next(3) == 0 ? random.Next(classes) : label))];
        byte Drawn(byte shared, int most) => (byte)(((random.Next(2) * random.Next(most)) + shared) % most);
        return new PairSymbols(
            new NeuronCodes([.. bins.Select(most => common.Select(shared => Drawn(shared, most)).ToArray())], [.. bins]), labels, classes);
    }

    /// <summary>The block of all planes with all planes, counted.</summary>
    public int[] CountAll(IPairCounts counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return Count(counter, new PlaneBlock(0, Planes.Rounded, 0, Planes.Rounded));
    }

    public int[] Count(IPairCounts counter, PlaneBlock block)
    {
        ArgumentNullException.ThrowIfNull(counter);
        var counts = new int[block.Rows * Classes * block.Columns];
        Array.Fill(counts, -1);
        counter.Count(block, counts);
        return counts;
    }

    public JointHistogram[] Histograms() =>
        [.. Enumerable.Range(0, Codes.Neurons).Select(neuron => Histogram(Codes.Of(neuron), Codes.Bins(neuron), Labels, Classes))];

    public PairEstimator Estimator() => new(Planes, Histograms());

    public static JointHistogram Histogram(ReadOnlySpan<byte> symbols, int bins, ReadOnlySpan<byte> labels, int classes)
    {
        var counts = new int[bins * classes];
        for (var sample = 0; sample < labels.Length; sample++)
            counts[(symbols[sample] * classes) + labels[sample]]++;
        return new JointHistogram(bins, classes, counts);
    }

    public PairInformation Information(int first = 0, int second = 1)
    {
        var estimator = Estimator();
        var all = new PlaneBlock(0, Planes.Rounded, 0, Planes.Rounded);
        return estimator.Of(first, second, new PairCounts(all, Classes, CountAll(Reference)), new int[estimator.MostCells]);
    }
}
