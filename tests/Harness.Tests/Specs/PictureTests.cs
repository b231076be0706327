using Engine.Data;
using Engine.Training;
using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class PictureTests
{
    [Fact]
    public void There_are_none_unless_a_grid_is_given()
    {
        var run = Specs.Run("");
        Assert.False(run.Pictures.IsOn);
        Assert.DoesNotContain("pictures", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", "\"all\"")]
    [InlineData("log-5", "\"log-5\"")]
    [InlineData("[20, 0, 3]", "[0,3,20]")]
    public void Epochs_are_all_log_spaced_or_listed(string text, string json)
    {
        var run = Specs.Run($"pictures: {{grid: 5, epochs: {text}}}");
        Assert.Contains(
            $"\"pictures\":{{\"grid\":5,\"epochs\":{json},\"split\":\"test\"}}", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_every_epoch_and_the_test_samples()
    {
        var pictures = Specs.Run("pictures: {grid: 5}").Pictures;
        Assert.Equal((5, EpochSchedule.All, Split.Test), (pictures.Grid, pictures.Epochs, pictures.Split));
    }

    [Theory]
    [InlineData("pictures: {epochs: all}", "pictures.epochs has no meaning without pictures")]
    [InlineData("pictures: {split: train}", "pictures.split has no meaning without pictures")]
    [InlineData("pictures: {grid: 1}", "at least 2 points")]
    [InlineData("pictures: {grid: -1}", "pictures.grid must be a whole number from 0 to 1001")]
    [InlineData("pictures: {grid: 5, epochs: log-0}", "pictures.epochs must be all, log-P with 1 to 100")]
    [InlineData("pictures: {grid: 5, epochs: sometimes}", "pictures.epochs must be all")]
    [InlineData("pictures: {grid: 5, epochs: [1, 1]}", "1 occurs twice")]
    [InlineData("pictures: {grid: 5, epochs: [-1]}", "each entry of pictures.epochs must be")]
    [InlineData(
        "pictures: {grid: 5, split: validation}\ntraining: {validation: 0}\nmeasures: {split: test}", "pictures.split is validation")]
    [InlineData("pictures: {grid: 1001}", "21 pictures of 1001 x 1001 points are 21042021 rows")]
    [InlineData("pictures: {gird: 5}", "did you mean grid")]
    public void Mistakes_say_what_is_needed(string lines, string expected) =>
        Assert.Contains(expected, Specs.Mistake(Specs.Minimal + lines).Message, StringComparison.Ordinal);
}
