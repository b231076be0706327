using Engine.Ablation;
using Engine.Measures;
using Engine.Networks;

namespace Engine.Tests.Measures;

/// <summary>Histograms that tests share.</summary>
internal static class Histograms
{
    /// <summary>Two bins: of each class's samples <paramref name="firing"/> are in bin 1, the others in bin 0.</summary>
    public static JointHistogram OneBit(int perClass, params int[] firing) =>
        new(2, firing.Length, [.. firing.Select(count => perClass - count), .. firing]);

    /// <summary>Rows of counts.</summary>
    public static JointHistogram Rows(params int[][] rows) => new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);

    /// <summary>Counts from 0 to 20, some of them 0, at least one sample.</summary>
    public static JointHistogram Random(Random random, int maximumBins = 9, int maximumClasses = 7)
    {
        var (bins, classes) = (random.Next(1, maximumBins + 1), random.Next(1, maximumClasses + 1));
        var counts = new int[bins * classes];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = Math.Max(0, random.Next(-10, 21));
        counts[random.Next(counts.Length)]++;
        return new JointHistogram(bins, classes, counts);
    }

    /// <summary>A neuron with this histogram; its output is 1 on all samples, whatever the histogram says.</summary>
    public static NeuronProfile Neuron(JointHistogram histogram, Activation activation = Activation.Relu)
    {
        var statistics = new ActivationStatistics(
            histogram.Samples, 1, 0, 1, 1, 1, 1, [.. Enumerable.Repeat(1.0, histogram.Classes)], histogram.ClassCounts.ToArray());
        var edges = Enumerable.Range(0, histogram.Bins - 1).Select(edge => (float)edge).ToArray();
        return new NeuronProfile(
            new NeuronId(2, 7), activation, new NeuronHistogram(new Quantizer(QuantizerRule.OneBit, edges), histogram), statistics, 1);
    }

    public static void ForRandom(int count, Action<JointHistogram, Random> check)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            check(Random(random), random);
        }
    }
}
