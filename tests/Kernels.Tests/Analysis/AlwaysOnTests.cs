using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Kernels.Tests.Analysis;

/// <summary>A neuron that is always on has no one-bit information and may decide all: it is counted, and whether it matters.</summary>
public sealed class AlwaysOnTests
{
    /// <summary>Neuron 0 is the input moved up, which the output compares with a threshold; neuron 1 is always on and goes nowhere; neuron
    /// 2 is on half of the time and goes nowhere.</summary>
    [Theory]
    [InlineData("one-bit", 0)]
    [InlineData("quantile-3", 1)]
    public void It_is_counted_and_a_finer_quantizer_sees_it(string quantizer, double information)
    {
        Assert.True(QuantizerRule.TryParse(quantizer, out var rule));
        var network = new Network(
            [new DenseLayer(1, 3, [1, 0, 1], [100, 5, 0]), new DenseLayer(3, 2, [-1, 0, 0, 1, 0, 0], [100, -100])], Activation.Relu);
        var values = Enumerable.Range(0, 200).Select(i => i - 99.5f).ToArray();
        var data = new LabelledData(new FloatFeatures(values, 200, 1), [.. values.Select(value => (byte)(value > 0 ? 1 : 0))], 2);
        var findings = AnalyzedNetwork.Analyze(
            network, new MeasureOptions { Quantizers = [rule], Permutations = 0 },
            new AblationOptions { Orders = [MutualInformation.Definition], Random = 2, Checks = 1 }, new DataSplits(data, data, data));
        Assert.Equal(information, findings.Profiles[0].Profiles[0][MutualInformation.Definition], 1e-12);
        Assert.Equal(2, Value("always_on"));
        Assert.Equal(1, Value("always_on_matter"));

        double Value(string name) => findings.Insights
            .Single(insight => insight.Scope == new AblationScope(1) && insight.Reading.Name == name).Reading.Value;
    }
}
