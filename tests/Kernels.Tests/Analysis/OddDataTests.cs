using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Kernels.Tests.Analysis;

/// <summary>Whole analyses of data that leave little to analyse: each a documented value, or an error that says what is wrong.</summary>
public sealed class OddDataTests
{
    private static readonly AblationOptions Ablation = AnalyzedNetwork.Ablation with { Orders = KnownMeasures.All, Classes = true };

    private static readonly MeasureOptions Measures =
        AnalyzedNetwork.Measures with { Resamples = 20, Sensitivity = [AnalyzedNetwork.Uniform] };

    [Fact]
    public void A_class_missing_from_the_measured_split_is_left_out()
    {
        var findings = Analyze(AnalyzedNetwork.Known with { Validation = Only(AnalyzedNetwork.Known.Validation, 0, 1, 3) });
        foreach (var profile in findings.Profiles.SelectMany(set => set.Profiles))
        {
            AssertFinite(profile);
            Assert.NotEqual(2, KlSelectivity.Of(profile.Histogram.Counts).Class);
            Assert.NotEqual(2, ClassSelectivity.Of(profile.Statistics).Class);
            // No more than the three classes that are there.
            Assert.InRange(profile[MutualInformation.Definition], 0, Math.Log2(3));
        }
    }

    [Fact]
    public void Constant_neurons_have_no_entropy_no_information_and_one_bin()
    {
        var network = AnalyzedNetwork.Create();
        // Without weights outputs are those of the biases, 0 or more; the second layer is as it was.
        var constant = new Network(
            [new DenseLayer(6, 9, new float[54], [.. Enumerable.Range(0, 9).Select(i => (float)(i - 3))]), .. network.Layers[1..]],
            Activation.Relu);
        var findings = AnalyzedNetwork.Analyze(constant, Measures, Ablation, AnalyzedNetwork.Known);
        foreach (var profile in findings.Profiles.SelectMany(set => set.Profiles))
        {
            Assert.Equal(
                (0, 0, 0), (profile[Entropy.Definition], profile[MutualInformation.Definition], profile[KlSelectivity.Definition]));
            Assert.Equal((1, 1, 1), (MutualInformation.ChiSquaredP(profile), profile.QValue, profile.Null!.Value.PValue));
            Assert.Equal(0, profile.Statistics.Variance);
        }
        Assert.All(findings.Binned, neuron => Assert.Equal(1, neuron.Profile.Histogram.Quantizer.Bins));
        // Always on and without information is not inactive.
        Assert.Equal(4, findings.Profiles[0].Profiles.Count(profile => profile.Id.Layer == 1 && profile.Statistics.Inactive));
        var within = findings.Insights.Where(insight => insight.Order == "mutual-information" && insight.Reading.Name == "simpson_within")
            .ToArray();
        Assert.All(within, insight => Assert.Contains("constant", insight.Reading.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void More_bins_than_samples_leave_one_for_each_output()
    {
        var three = AnalyzedNetwork.Known.Validation.Slice(0, 3);
        var few = AnalyzedNetwork.Analyze(
            AnalyzedNetwork.Create(), Measures with { Quantizers = [new QuantizerRule(QuantizerKind.Quantile, 8)] },
            AnalyzedNetwork.Ablation, AnalyzedNetwork.Known with { Validation = three });
        Assert.All(few.Profiles[0].Profiles, profile => Assert.InRange(profile.Histogram.Quantizer.Bins, 1, 3));
    }

    [Fact]
    public void Samples_of_one_class_say_nothing_about_classes()
    {
        var findings = Analyze(
            AnalyzedNetwork.Known with { Validation = Only(AnalyzedNetwork.Known.Validation, AnalyzedNetwork.Known.Validation.Labels[0]) });
        foreach (var profile in findings.Profiles.SelectMany(set => set.Profiles))
        {
            Assert.Equal((0, 0), (profile[MutualInformation.Definition], profile[KlSelectivity.Definition]));
            Assert.Equal((double.NaN, 0), (ClassSelectivity.Definition.Of(profile), profile[ClassSelectivity.Definition]));
        }
        // All are as selective: ties decide, inactive neurons first.
        var curves = findings.Curves.Where(curve => curve.Curve.Order == "class-selectivity").ToArray();
        Assert.NotEmpty(curves);
        Assert.All(curves, curve => Assert.Equal(curve.Curve.Removed.Length, curve.Curve.Removed.ToArray().Distinct().Count()));
    }

    [Fact]
    public void One_sample_is_measured_and_ranked_by_everything()
    {
        var findings = Analyze(AnalyzedNetwork.Known with { Validation = AnalyzedNetwork.Known.Validation.Slice(0, 1) });
        foreach (var profile in findings.Profiles.SelectMany(set => set.Profiles))
        {
            Assert.Equal((0, 0), (profile[Entropy.Definition], profile[MutualInformation.Definition]));
            Assert.Equal((0, 1), (profile.Statistics.Variance, profile.Histogram.Counts.Samples));
            Assert.Equal((double.NaN, 0), (ClassSelectivity.Definition.Of(profile), profile[ClassSelectivity.Definition]));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Activations_that_are_not_finite_are_an_error_that_names_the_layer(float value)
    {
        var features = new float[150 * 6];
        features[77] = value;
        var damaged = new LabelledData(new FloatFeatures(features, 150, 6), AnalyzedNetwork.Known.Validation.Labels, 4);
        var error = Assert.Throws<UserErrorException>(() => Analyze(AnalyzedNetwork.Known with { Validation = damaged }));
        Assert.Contains("hidden layer 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Look for NaN or infinity in the features", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quantizer_for_relu_on_tanh_is_an_error_that_names_others()
    {
        var measures = AnalyzedNetwork.Measures with { Quantizers = [new QuantizerRule(QuantizerKind.ZeroUniform, 3)] };
        var error = Assert.Throws<UserErrorException>(
            () => AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(Activation.Tanh), measures, AnalyzedNetwork.Ablation));
        Assert.Contains("Choose one-bit, uniform-3 or quantile-3", error.Message, StringComparison.Ordinal);
    }

    private static NetworkFindings Analyze(DataSplits data) => AnalyzedNetwork.Analyze(AnalyzedNetwork.Create(), Measures, Ablation, data);

    private static LabelledData Only(LabelledData data, params int[] classes)
    {
        int[] rows = [.. Enumerable.Range(0, data.Samples).Where(sample => classes.Contains(data.Labels[sample]))];
        return new LabelledData(new PickedFeatures(data.Features, rows), [.. rows.Select(row => data.Labels[row])], data.Classes);
    }

    private static void AssertFinite(NeuronProfile profile)
    {
        foreach (var measure in KnownMeasures.All)
            Assert.True(double.IsFinite(profile[measure]), $"{profile.Id}, {measure}: {profile[measure]}");
        Assert.True(double.IsFinite(profile.QValue) && double.IsFinite(profile.Null!.Value.PValue)
            && double.IsFinite(profile.Interval!.Value.Low) && double.IsFinite(profile.Interval.Value.High));
    }
}
