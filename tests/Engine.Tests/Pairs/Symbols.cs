using Engine.Measures;
using Engine.Pairs;

namespace Engine.Tests.Pairs;

/// <summary>Neurons' symbols and classes for tests.</summary>
/// <param name="Labels"><c>[samples]</c>.</param>
internal sealed record Symbols(NeuronCodes Codes, byte[] Labels, int Classes)
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    public IPairCounts Packed => new BitPlanes(Codes, Labels, Classes, Two);

    /// <param name="bins"><c>[neurons]</c>.</param>
    public static Symbols Drawn(int[] bins, int samples, int classes, int seed)
    {
        var random = new Random(seed);
        byte[] labels = [.. Enumerable.Range(0, samples).Select(_ => (byte)random.Next(classes))];
        // Symbols that have to do with the class and with each other.
        byte[] common = [.. labels.Select(label => (byte)(random.Next(3) == 0 ? random.Next(classes) : label))];
        byte Drawn(byte shared, int most) => (byte)(((random.Next(2) * random.Next(most)) + shared) % most);
        return new Symbols(
            new NeuronCodes([.. bins.Select(most => common.Select(shared => Drawn(shared, most)).ToArray())], bins), labels, classes);
    }

    /// <summary>Every combination of the inputs once.</summary>
    public static Symbols Of(byte[] one, byte[] other, byte[] labels, int classes = 2) =>
        new(new NeuronCodes([one, other], [2, 2]), labels, classes);

    public JointHistogram[] Histograms() =>
        [.. Enumerable.Range(0, Codes.Neurons).Select(neuron => Histogram([.. Codes.Of(neuron)], Codes.Bins(neuron), Labels, Classes))];

    public PairEstimator Estimator() => new(Packed, Histograms());

    public static JointHistogram Histogram(byte[] symbols, int bins, byte[] labels, int classes)
    {
        var counts = new int[bins * classes];
        foreach (var (symbol, label) in symbols.Zip(labels))
            counts[(symbol * classes) + label]++;
        return new JointHistogram(bins, classes, counts);
    }

    public PairInformation Information(int first = 0, int second = 1)
    {
        var estimator = Estimator();
        return estimator.Of(first, second, new int[estimator.MostCounts]);
    }
}
