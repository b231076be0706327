using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Results;

public class PointLabelTests
{
    [Fact]
    public void Every_regularizer_in_use_is_named_and_no_other()
    {
        Assert.Equal(["L2 1e-3", "dropout 0.5", "batch norm"], new PointLabel("30", "relu", 0.001, 0.5, true).Regularizers);
        Assert.Equal(["dropout 0.25"], new PointLabel("30", "relu", 0, 0.25, false).Regularizers);
        Assert.Equal(
            ["dropout 0.2-0.5"],
            new PointLabel("30-30", "relu", 0, double.NaN, false) { DropoutLayers = PointLabel.DropoutOf(new([0.2, 0.5])) }.Regularizers);
        Assert.Equal(["L2 0"], new PointLabel("30", "relu", 0, 0, false).Regularizers);
    }

    [Fact]
    public void A_network_trained_elsewhere_has_none() =>
        Assert.Empty(new PointLabel("30", "relu", double.NaN, double.NaN, false).Regularizers);

    [Fact]
    public void Numbers_are_written_as_in_a_spec() => Assert.Equal(["L2 1e-5"], new PointLabel("30", "relu", 1e-5, 0, false).Regularizers);

    [Fact]
    public void Without_hidden_layers_the_activation_is_left_out()
    {
        Assert.Equal("100-50 tanh", new PointLabel("100-50", "tanh", 0, 0, false).Architecture);
        Assert.Equal("logistic", new PointLabel("", "relu", 0, 0, false).Architecture);
    }
}
