using Harness.Report.Experiments;

namespace Harness.Tests.Report.Experiments;

public sealed class RedundancySectionTests
{
    /// <summary>An interval wholly below mutual information's by the same quantizer is bold; that of an order without one, below one
    /// bit's.</summary>
    [Fact]
    public void Orders_stand_beside_each_other_and_fewer_is_bold()
    {
        var experiment = new Experiment("redundancy", "", [
            Reading("mutual-information", "one-bit", 70, 65, 75), Reading("mutual-information", "quantile-2", 50, 45, 55),
            Reading("mrmr", "one-bit", 60, 58, 64), Reading("mrmr", "quantile-2", 48, 44, 52), Reading("greedy-accuracy", null, 62, 60, 64),
            Reading("greedy-accuracy", null, 99, 98, 99) with { Scope = "network" },
            // Others are none of this table.
            Reading("mrmr", "one-bit", 1, 1, 1) with { Name = "sufficient_2" },
            Reading("mrmr", "one-bit", 2, 2, 2) with { Direction = "descending" },
        ]);
        Assert.EndsWith(
            """
            | network | order | layer 1 | network |
            | --- | --- | --- | --- |
            | net | mutual-information | 70 (65 to 75) | - |
            | net | mutual-information, quantile-2 | 50 (45 to 55) | - |
            | net | mrmr | **60 (58 to 64)** | - |
            | net | mrmr, quantile-2 | 48 (44 to 52) | - |
            | net | greedy-accuracy | **62 (60 to 64)** | 99 (98 to 99) |


            """.ReplaceLineEndings("\n"),
            RedundancySection.Of([experiment]), StringComparison.Ordinal);
    }

    private static PointReading Reading(string order, string? quantizer, double mean, double low, double high) =>
        new("net", 0, 10, "layer-1", order, quantizer, "sufficient", "ascending", mean, low, high, 5);
}
