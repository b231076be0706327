using Engine.Measures;

namespace Engine.Core.Tests.Measures;

public sealed class ClassDivergenceTests
{
    [Fact]
    public void A_class_without_samples_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassDivergence.Of(Histograms.Rows([1, 0], [2, 0]), 1));
        Assert.Contains("class 1", error.Message);
    }

    [Fact]
    public void A_rare_symbol_keeps_its_digits()
    {
        // Class 1 is one sample of 2^20, alone in its bin: log2(2^20) = 20.
        Assert.Equal(20, ClassDivergence.Of(Histograms.Rows([(1 << 20) - 1, 0], [0, 1]), 1), 1e-14);
    }
}
