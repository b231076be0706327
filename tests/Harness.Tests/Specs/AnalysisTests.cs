using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Harness.Tests.Specs;

public class AnalysisTests
{
    private static AnalysisSpec Read(Activation activation, params string[] overrides) =>
        new SpecReader(Specs.Datasets).ReadAnalysis(overrides, activation, Split.Test, Split.Test);

    [Fact]
    public void The_defaults_are_a_specs_on_the_splits_given()
    {
        var analysis = Read(Activation.Relu);
        Assert.Equal(new MeasureOptions { Splits = [Split.Test] }, analysis.Measures);
        Assert.Equal(new AblationOptions(), analysis.Ablation);
        Assert.Null(analysis.Input);
        Assert.Empty(analysis.Warnings);
    }

    [Fact]
    public void Overrides_of_its_sections_are_taken_the_last_of_a_key_winning()
    {
        var analysis = Read(Activation.Relu, "input.std=0.5", "ablation.random=1", "ablation.random=3", "measures.split=[train, test]");
        Assert.Equal(0.5, analysis.Input!.Std[0]);
        Assert.Equal(3, analysis.Ablation.Random);
        Assert.Equal([Split.Train, Split.Test], analysis.Measures.Splits);
    }

    [Fact]
    public void Input_may_be_fitted_anew()
    {
        Assert.Equal(InputFit.PerChannel, Read(Activation.Relu, "input=per-channel").Input!.Fit);
        Assert.Equal(InputFit.Standardize, Read(Activation.Relu, "input.fit=standardize").Input!.Fit);
    }

    [Fact]
    public void A_default_order_that_does_not_apply_is_left_out_with_a_warning()
    {
        var analysis = Read(Activation.Tanh);
        Assert.DoesNotContain(ClassSelectivity.Definition, analysis.Ablation.Orders);
        Assert.Single(analysis.Warnings);
    }

    [Theory]
    [InlineData("training.l2=1", "training.l2 has no meaning for a trained network")]
    [InlineData("seeds=1", "seeds has no meaning for a trained network")]
    [InlineData("measures.epochs=all", "measures.epochs has no meaning for a trained network")]
    [InlineData("ablation.epochs=all", "ablation.epochs has no meaning for a trained network")]
    [InlineData("ablation.rndom=1", "unknown key ablation.rndom; did you mean ablation.random?")]
    [InlineData("ablation.orders=[class-selectivity]", "names class-selectivity")]
    [InlineData("measures.quantizer=zero-uniform-2", "only relu reaches")]
    public void Wrong_overrides_are_named(string text, string expected)
    {
        var mistake = Assert.Single(Assert.Throws<SpecException>(() => Read(Activation.Tanh, text)).Errors);
        Assert.Equal($"override {text}", mistake.File);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_come_together() =>
        Assert.Equal(2, Assert.Throws<SpecException>(() => Read(Activation.Relu, "a=1", "b=1")).Errors.Length);
}
