using Engine.Measures;
using Engine.Networks;
using Engine.Randomness;

namespace Engine.Tests.Measures;

public sealed class BinSensitivityTests
{
    private const int Samples = 2500, Classes = 4;

    public static TheoryData<string, bool, int[]> Kinds => new()
    {
        { "uniform-8", false, [1, 2, 3, 4, 5, 6, 7, 8] },
        { "quantile-8", false, [1, 2, 3, 4, 5, 6, 7, 8] },
        // More than half the outputs are 0: quantile edges merge.
        { "uniform-8", true, [1, 2, 3, 4, 5, 6, 7, 8] },
        { "quantile-8", true, [1, 2, 3, 4, 5, 6, 7, 8] },
        { "zero-uniform-8", true, [1, 2, 4, 8] },
        { "robust-uniform-8", true, [1, 2, 3, 4, 5, 6, 7, 8] },
        { "robust-zero-uniform-8", true, [1, 2, 4, 8] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Merged_bins_are_those_that_fewer_bits_would_have_counted(string rule, bool rectified, int[] bits)
    {
        var (outputs, labels, statistics) = Neuron(rectified);
        Assert.True(QuantizerRule.TryParse(rule, out var eight));
        var finest = QuantizerFitting.Fit(eight, Activation.Relu, outputs);
        var found = BinSensitivity.Of(finest, Count(finest, outputs, labels), statistics).ToArray();
        Assert.Equal(bits, found.Select(coarse => coarse.Quantizer.Rule.Bits));
        foreach (var (quantizer, counts) in found)
        {
            var direct = QuantizerFitting.Fit(quantizer.Rule, Activation.Relu, outputs);
            Assert.Equal(direct.Edges.ToArray(), quantizer.Edges.ToArray());
            Assert.Equal(Count(direct, outputs, labels).Counts.ToArray(), counts.Counts.ToArray());
        }
        // Fewer bins of the same edges never say more.
        var information = found.Select(coarse => MutualInformation.PlugIn(coarse.Counts)).ToArray();
        Assert.All(information.Zip(information.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-12));
    }

    [Fact]
    public void A_constant_neuron_stays_one_bin()
    {
        float[] outputs = [2, 2, 2];
        var finest = QuantizerFitting.Fit(new QuantizerRule(QuantizerKind.Quantile, 3), Activation.Relu, outputs);
        var found = BinSensitivity.Of(finest, Count(finest, outputs, [0, 1, 2]), Statistics(outputs, [0, 1, 2]));
        Assert.Equal([1, 1, 1], found.Select(coarse => coarse.Quantizer.Bins));
    }

    [Fact]
    public void One_bit_has_nothing_coarser()
    {
        float[] outputs = [0, 1];
        var quantizer = QuantizerFitting.Fit(QuantizerRule.OneBit, Activation.Relu, outputs);
        Assert.Throws<ArgumentException>(
            () => BinSensitivity.Of(quantizer, Count(quantizer, outputs, [0, 1]), Statistics(outputs, [0, 1])));
    }

    private static (float[] Outputs, byte[] Labels, ActivationStatistics Statistics) Neuron(bool rectified)
    {
        var random = new RandomStream(4, RandomPurpose.DataGeneration);
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(_ => (byte)random.NextInt(Classes))];
        float[] outputs = [.. labels.Select(label => (float)(random.NextNormal() + (0.3 * label) - (rectified ? 1.5 : 0)))
            .Select(value => rectified ? Math.Max(value, 0) : value)];
        return (outputs, labels, Statistics(outputs, labels));
    }

    private static ActivationStatistics Statistics(float[] outputs, byte[] labels)
    {
        var accumulator = new ActivationAccumulator(1, Classes, 0);
        accumulator.Add(outputs, labels);
        return accumulator.Results()[0];
    }

    private static JointHistogram Count(Quantizer quantizer, float[] outputs, byte[] labels)
    {
        var counts = new int[quantizer.Bins * Classes];
        for (var i = 0; i < outputs.Length; i++)
            counts[(quantizer.BinOf(outputs[i]) * Classes) + labels[i]]++;
        return new JointHistogram(quantizer.Bins, Classes, counts);
    }
}
