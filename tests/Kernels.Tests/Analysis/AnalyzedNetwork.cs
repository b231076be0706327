using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Analysis;

/// <summary>A small network and splits of different sizes, as the analyzer takes them.</summary>
internal static class AnalyzedNetwork
{
    public static readonly QuantizerRule Uniform = new(QuantizerKind.Uniform, 3);

    public static readonly DataSplits Data = new(
        RandomData.Create(200, 6, 4, 1), RandomData.Create(150, 6, 4, 2), RandomData.Create(170, 6, 4, 3));

    public static readonly DataSplits NoValidation = Data with { Validation = RandomData.Create(0, 6, 4, 2) };

    public static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    public static readonly AblationOptions Ablation =
        new() { Orders = [MutualInformation.Definition, MeanActivation.Definition], Random = 2, Checks = 1 };

    public static readonly MeasureOptions Measures = new() { Quantizers = [QuantizerRule.OneBit, Uniform], Permutations = 20 };

    /// <summary>The same samples with the labels that the network gives them, so that it knows something to lose.</summary>
    public static readonly DataSplits Known = new(Relabel(Data.Train), Relabel(Data.Validation), Relabel(Data.Test));

    public static Network Create(Activation activation = Activation.Relu) =>
        RandomNetworks.Create(new NetworkShape(6, [9, 5], 4, activation, false), 3);

    public static IReadOnlyList<ProfileSet> Profile(Network network, MeasureOptions options, DataSplits? data = null, ulong seed = 7)
    {
        using var session = new SimdDevice().Open(network, Resources);
        return new NeuronProfiler(session, options, seed, 1).Run(data ?? Data, TestContext.Current.CancellationToken);
    }

    public static NetworkFindings Analyze(
        Network network, MeasureOptions measures, AblationOptions ablation, DataSplits? data = null, ulong seed = 7,
        InsightOptions? insights = null)
    {
        using var session = new SimdDevice().Open(network, Resources);
        return new NetworkAnalyzer(session, measures, ablation, Resources) { Insights = insights ?? InsightOptions.Default }
            .Run(data ?? Data, seed, null, TestContext.Current.CancellationToken);
    }

    private static LabelledData Relabel(LabelledData data)
    {
        var input = new float[data.Features.Inputs];
        return new LabelledData(data.Features, [.. Enumerable.Range(0, data.Samples).Select(Predicted)], data.Classes);

        byte Predicted(int sample)
        {
            data.Features.Read(sample, input);
            var logits = PlainForwardPass.Run(Create(), input)[^1];
            return (byte)Array.IndexOf(logits, logits.Max());
        }
    }
}
