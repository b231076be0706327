using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public class SensitivityTests
{
    [Fact]
    public void Finest_quantizers_and_resamples_are_part_of_the_text_where_they_are_given()
    {
        var run = Specs.Run("measures: {sensitivity: [uniform-8, quantile-5], resamples: 100}");
        Assert.Equal(["uniform-8", "quantile-5"], run.Measures.Sensitivity.Select(rule => rule.Name));
        Assert.Contains(
            "\"permutations\":200,\"resamples\":100,\"sensitivity\":[\"uniform-8\",\"quantile-5\"]}", CanonicalJson.Of(run, "simd"),
            StringComparison.Ordinal);
        var text = CanonicalJson.Of(Specs.Run("measures: {sensitivity: [], resamples: 0}"), "simd");
        Assert.Equal(CanonicalJson.Of(Specs.Run(""), "simd"), text);
    }

    [Theory]
    [InlineData("measures: {sensitivity: one-bit}", "measures.sensitivity has one-bit, which has no coarser quantizer")]
    [InlineData("measures: {sensitivity: uniform-9}", "1 to 8 bits")]
    [InlineData("measures: {sensitivity: [uniform-8, uniform-8]}", "must occur once")]
    [InlineData("network: {activation: tanh}\nmeasures: {sensitivity: zero-uniform-8}", "only relu reaches")]
    [InlineData("measures: {resamples: -1}", "measures.resamples must be a whole number from 0")]
    public void Mistakes_say_what_is_needed(string lines, string expected) => Assert.Contains(
        expected,
        Specs.Mistake(
            (lines.StartsWith("network", StringComparison.Ordinal)
                ? "name: a\ndataset: digits\n" + lines.Replace("{act", "{hidden: [30], act", StringComparison.Ordinal)
                : Specs.Minimal + lines)).Message, StringComparison.Ordinal);
}
