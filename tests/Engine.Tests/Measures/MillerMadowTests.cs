using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class MillerMadowTests
{
    [Fact]
    public void Full_table()
    {
        // 2 bins, 3 classes, 6 cells, 60 samples: (2 + 3 - 6 - 1) / (2 * 60 ln 2) = -2 / (120 ln 2); I = 0.
        var histogram = Histograms.Rows([10, 10, 10], [10, 10, 10]);
        Assert.Equal(-2 / (120 * Math.Log(2)), MillerMadow.MutualInformation(histogram), 1e-15);
    }

    [Fact]
    public void Counts_what_occurs()
    {
        // 2 of 3 bins, 2 of 3 classes, 2 cells, 20 samples: (2 + 2 - 2 - 1) / (40 ln 2) on top of I = 1.
        var histogram = Histograms.Rows([10, 0, 0], [0, 0, 0], [0, 0, 10]);
        Assert.Equal(1 + (1 / (40 * Math.Log(2))), MillerMadow.MutualInformation(histogram), 1e-14);
    }

    [Fact]
    public void A_constant_neuron_is_not_corrected()
    {
        // (1 + 4 - 4 - 1) = 0
        Assert.Equal(0, MillerMadow.MutualInformation(Histograms.Rows([5, 6, 7, 8])));
    }
}
