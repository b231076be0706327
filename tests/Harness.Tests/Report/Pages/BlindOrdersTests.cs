using Engine.Ablation;
using Harness.Report.Pages;
using Harness.Report.Sections;

namespace Harness.Tests.Report.Pages;

/// <summary>Orders by one-bit that are misled by neurons that are always on.</summary>
public sealed class BlindOrdersTests
{
    [Fact]
    public void An_order_that_does_worse_than_random_is_named_with_a_quantizer_that_sees()
    {
        var said = Of(Area("one-bit", -0.05, -0.08, -0.02), Area("quantile-3", 0.01, -0.01, 0.03), AlwaysOn(12));
        Assert.Contains(
            "net, layer-1: lowest mutual-information first costs more than random removal (-0.050), and 12 neurons that are always on "
                + "matter. quantile-3 sees them: by it the same order is +0.010 against random.",
            said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_another_quantizer_one_is_named()
    {
        Assert.Contains("such as quantile-3, sees them", Of(Area("one-bit", -0.05, -0.08, -0.02), AlwaysOn(12)), StringComparison.Ordinal);
        // One that does worse too is no help.
        Assert.Contains(
            "such as quantile-3, sees them",
            Of(Area("one-bit", -0.05, -0.08, -0.02), Area("uniform-2", -0.04, -0.05, -0.03), AlwaysOn(12)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_is_decided_or_nobody_is_always_on()
    {
        Assert.Empty(Of(Area("one-bit", -0.05, -0.11, 0.01), AlwaysOn(12)));
        Assert.Empty(Of(Area("one-bit", 0.05, 0.01, 0.11), AlwaysOn(12)));
        Assert.Empty(Of(Area("one-bit", -0.05, -0.08, -0.02), AlwaysOn(0)));
        Assert.Empty(Of(Area("one-bit", -0.05, -0.08, -0.02)));
        // Over the network, other things mislead.
        Assert.Empty(Of(Area("one-bit", -0.05, -0.08, -0.02, "network"), AlwaysOn(12, "network")));
    }

    [Fact]
    public void One_seed_is_a_case_and_the_rest_is_open()
    {
        var said = Of(Area("one-bit", -0.05, double.NaN, double.NaN) with { Seeds = 1 }, AlwaysOn(1) with { Seeds = 1 });
        Assert.Contains(
            "net, layer-1: in this one seed lowest mutual-information first costs more than random removal (-0.050), and 1 neuron that is "
                + "always on matters. Whether it does in others is open. A quantizer",
            said, StringComparison.Ordinal);
    }

    private static string Of(params PointReading[] readings) => BlindOrders.Of(["net"], readings);

    private static PointReading Area(string quantizer, double mean, double low, double high, string scope = "layer-1") => new(
        0, new ReadingKey(scope, "mutual-information", quantizer, "test", AreaVsRandom.Name, "ascending"), mean, low, high, 3, "");

    private static PointReading AlwaysOn(double neurons, string scope = "layer-1") => new(
        0, new ReadingKey(scope, "", "one-bit", "test", ScopeReadings.AlwaysOnMatterName, ""), neurons, neurons, neurons, 3, "");
}
