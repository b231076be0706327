using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Harness.Specs.Json;
using Harness.Specs.Types;

namespace Harness.Tests.Specs.Json;

public class CanonicalJsonTests
{
    /// <summary>The text that ids of existing runs are hashes of: a change here makes every finished sweep unknown.</summary>
    [Fact]
    public void A_runs_text_is_fixed() => Assert.Equal(
        """{"name":"a","dataset":"digits","input":{"mean":0,"std":1},"network":{"hidden":[30],"activation":"relu"}"""
        + ""","training":{"optimizer":"adam","learning_rate":0.001,"momentum":0,"batch_size":128"""
        + ""","epochs":20,"l2":1e-5,"dropout":0,"batch_norm":false,"initialization":"he"}"""
        + ""","measures":{"split":"validation","quantizer":"one-bit","permutations":200}"""
        + ""","ablation":{"orders":["mutual-information","kl-selectivity","entropy","class-selectivity"]"""
        + ""","random":20,"scopes":["layers","network"],"replace":"zero","split":"test","checks":4}"""
        + ""","insights":{"epsilon":[0.02,0.05,0.1],"delta":0.05,"significance":0.05,"permutations":1000}"""
        + ""","seed":0,"trainer":"simd"}""",
        CanonicalJson.Of(Specs.Run("training: {l2: 0.00001}"), "simd"));

    [Fact]
    public void Logistic_regression_has_a_model_and_no_hidden_layers() => Assert.Contains(
        ""","network":{"model":"logistic"},""",
        CanonicalJson.Of(Specs.Read("name: a\ndataset: mnist\nnetwork: {model: logistic}").Points.Single().Spec, "simd"),
        StringComparison.Ordinal);

    [Fact]
    public void Every_text_is_json()
    {
        var run = Specs.Run("input: {mean: [0.1, -2e-7]}", "dataset={idx: 'a\"b\\c ä\u0007'}");
        using var document = JsonDocument.Parse(CanonicalJson.Of(run, "a\"b"));
        Assert.Equal("a\"b\\c ä\u0007", document.RootElement.GetProperty("dataset").GetProperty("idx").GetString());
        Assert.Equal(-2e-7, document.RootElement.GetProperty("input").GetProperty("mean")[1].GetDouble());
        Assert.Equal("a\"b", document.RootElement.GetProperty("trainer").GetString());
    }

    [Fact]
    public void An_experiment_shows_what_its_points_share_and_the_sweep()
    {
        var json = CanonicalJson.Of(
            Specs.Read(Specs.Minimal + "seeds: 2\nsweep: {network.activation: [relu, tanh], training.l2: [0, 1e-3]}"), "simd");
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Assert.Equal("""{"hidden":[30]}""", root.GetProperty("network").GetRawText());
        Assert.Equal("[0,1]", root.GetProperty("seeds").GetRawText());
        Assert.Equal("""{"network.activation":["relu","tanh"],"training.l2":[0,0.001]}""", root.GetProperty("sweep").GetRawText());
        Assert.False(root.GetProperty("training").TryGetProperty("initialization", out _)); // he for one point, glorot for the other
        Assert.False(root.GetProperty("training").TryGetProperty("l2", out _));
    }

    [Fact]
    public void Cultures_do_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            var run = Specs.Run("input: {mean: -1.5e-9}");
            Assert.Contains("\"mean\":-1.5e-9", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
            Assert.Contains("\"learning_rate\":0.001", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(1, "1", "1")]
    [InlineData(0.5, "0.5", "0.5")]
    [InlineData(0.01, "0.01", "0.01")]
    [InlineData(0.001, "0.001", "1e-3")]
    [InlineData(0.0001, "0.0001", "1e-4")]
    [InlineData(0.00025, "0.00025", "2.5e-4")]
    [InlineData(1e-5, "1e-5", "1e-5")]
    [InlineData(1.5e-10, "1.5e-10", "1.5e-10")]
    [InlineData(-0.001, "-0.001", "-0.001")]
    [InlineData(1e20, "1e20", "1e20")]
    public void Numbers_have_one_text_and_a_short_one(double value, string canonical, string brief)
    {
        Assert.Equal(canonical, NumberText.Canonical(value));
        Assert.Equal(brief, NumberText.Short(value));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.46899559358928122, "0.469")]
    [InlineData(3.3219280948873622, "3.322")]
    [InlineData(4.2384123E-18, "4.238e-18")]
    [InlineData(-0.001, "-1e-3")]
    [InlineData(9999.6, "10000")]
    [InlineData(123456.7, "123457")]
    [InlineData(1.23456e20, "1.23456e20")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.NaN, "NaN")]
    public void A_rounded_number_has_four_digits_and_the_short_form(double value, string expected) =>
        Assert.Equal(expected, NumberText.Rounded(value));

    [Fact]
    public void Both_texts_of_a_number_read_back_the_same() => Prop.ForAll<NormalFloat>(number =>
    {
        var value = number.Get * 1e-3;
        return double.Parse(NumberText.Canonical(value), CultureInfo.InvariantCulture).Equals(value)
            && double.Parse(NumberText.Short(value), CultureInfo.InvariantCulture).Equals(value);
    }).QuickCheckThrowOnFailure();
}
