using Engine.InformationPlane;

namespace Engine.Tests.InformationPlane;

public sealed class PlaneEstimatorTests
{
    [Theory]
    [InlineData("binning-30")]
    [InlineData("binning-2")]
    [InlineData("binning-10000")]
    [InlineData("binning-edges-30")]
    [InlineData("robust-binning-30")]
    [InlineData("pairwise-upper")]
    [InlineData("pairwise-lower")]
    public void A_name_reads_back(string name)
    {
        Assert.True(PlaneEstimator.TryParse(name, out var estimator));
        Assert.Equal(name, estimator.Name);
        Assert.Equal(name.StartsWith("pairwise", StringComparison.Ordinal), estimator.IsPairwise);
    }

    [Theory]
    [InlineData("binning")]
    [InlineData("binning-1")]
    [InlineData("binning-10001")]
    [InlineData("binning--3")]
    [InlineData("binning-edges-1")]
    [InlineData("robust-binning-edges-30")]
    [InlineData("pairwise")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_names_are_none(string? name) => Assert.False(PlaneEstimator.TryParse(name, out _));
}
