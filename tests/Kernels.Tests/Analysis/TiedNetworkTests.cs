using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Kernels.Tests.Analysis;

/// <summary>Logits that are equal but for rounding: which class is predicted depends on the order in which they are summed.</summary>
public sealed class TiedNetworkTests
{
    private const int Samples = 400, Inputs = 6, Width = 4;

    /// <summary>Neurons 0 and 1 are equal, as are the two classes with these neurons' weights exchanged.</summary>
    [Fact]
    public void Its_curves_are_read_though_they_start_apart()
    {
        var random = new Random(1);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => ((float)random.NextDouble() * 2) - 1)];
        var (hidden, output) = (Values(Width * Inputs), Values(2 * Width));
        hidden.AsSpan(0, Inputs).CopyTo(hidden.AsSpan(Inputs));
        output.AsSpan(0, Width).CopyTo(output.AsSpan(Width));
        (output[Width], output[Width + 1]) = (output[1], output[0]);
        var network = new Network(
            [new DenseLayer(Inputs, Width, hidden, [1, 1, 0.5f, 0.5f]), new DenseLayer(Width, 2, output, [0.1f, 0.1f])], Activation.Relu);
        var data = new LabelledData(
            new FloatFeatures(Values(Samples * Inputs), Samples, Inputs), [.. Enumerable.Range(0, Samples).Select(i => (byte)(i % 2))], 2);
        var findings = AnalyzedNetwork.Analyze(
            network, new MeasureOptions { Permutations = 0 },
            new AblationOptions { Orders = [MutualInformation.Definition, Entropy.Definition], Random = 3, Checks = 2 },
            new DataSplits(data, data, data));
        Assert.All(findings.Curves, ranked => Assert.Equal(Samples, ranked.Curve.NearTies[0]));
        // Else this network shows nothing.
        Assert.True(findings.Curves.Select(ranked => ranked.Curve.Correct[0]).Distinct().Count() > 1);
        Assert.NotEmpty(findings.Insights);
    }
}
