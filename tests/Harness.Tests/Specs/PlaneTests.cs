using Engine.InformationPlane;
using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class PlaneTests
{
    [Fact]
    public void There_is_none_unless_estimators_are_given()
    {
        Assert.False(Specs.Run("").Plane.IsOn);
        Assert.DoesNotContain(
            "information_plane", CanonicalJson.Of(Specs.Run("information_plane: {estimators: []}"), "simd"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_ten_epochs_a_decade_all_splits_and_2000_samples()
    {
        var plane = Specs.Run("information_plane: {estimators: [binning-30]}").Plane;
        Assert.Equal((EpochSchedule.Log(10), PlaneSplit.All, 2000, 0.1), (plane.Epochs, plane.Split, plane.Samples, plane.Noise));
        Assert.Equal([PlaneEstimator.Binning(30)], plane.Estimators);
    }

    [Fact]
    public void The_noise_is_part_of_a_run_only_where_it_is_used()
    {
        const string Section =
            "\"information_plane\":{\"estimators\":[\"binning-30\"],\"epochs\":\"log-10\",\"split\":\"all\",\"samples\":2000}";
        Assert.Contains(
            Section, CanonicalJson.Of(Specs.Run("information_plane: {estimators: [binning-30]}"), "simd"), StringComparison.Ordinal);
        Assert.Contains(
            "\"noise\":0.1}", CanonicalJson.Of(Specs.Run("information_plane: {estimators: [pairwise-upper]}"), "simd"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("information_plane: {samples: 100}", "information_plane.samples has no meaning without an information plane")]
    [InlineData("information_plane: {epochs: all}", "information_plane.epochs has no meaning")]
    [InlineData("information_plane: {estimators: [binning-30], noise: 0.1}", "information_plane.noise belongs to pairwise-upper")]
    [InlineData("information_plane: {estimators: [binning-1]}", "must be binning-B or robust-binning-B with 2 to 10000 bins B")]
    [InlineData("information_plane: {estimators: [pairwise-uper]}", "did you mean pairwise-upper?")]
    [InlineData("information_plane: {estimators: [binning-30, binning-30]}", "occurs twice")]
    [InlineData(
        "information_plane: {estimators: [pairwise-upper], noise: 0}", "information_plane.noise must be a number from 1e-20 to 1e20")]
    [InlineData("information_plane: {estimators: [binning-30], samples: 0}", "information_plane.samples must be a whole number from 1")]
    [InlineData(
        "information_plane: {estimators: [binning-30], split: none}", "information_plane.split must be all, train, validation or test")]
    [InlineData(
        "information_plane: {estimators: [binning-30], split: validation}\ntraining: {validation: 0}\nmeasures: {split: test}",
        "information_plane.split is validation")]
    public void Mistakes_say_what_is_needed(string lines, string expected) =>
        Assert.Contains(expected, Specs.Mistake(Specs.Minimal + lines).Message, StringComparison.Ordinal);
}
