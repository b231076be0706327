using Harness.Specs.Json;

namespace Harness.Tests.Specs;

public sealed class DatasetTypeTests
{
    [Theory]
    [InlineData("{idx: mine}", """{"idx":"mine"}""", "idx: mine")]
    [InlineData("{cifar: mine, labels: fine}", """{"cifar":"mine"}""", "cifar: mine")]
    [InlineData("{labels: coarse, cifar: mine}", """{"cifar":"mine","labels":"coarse"}""", "cifar: mine, labels: coarse")]
    [InlineData("{idx: e, name: letters}", """{"idx":"e","name":"letters"}""", "idx: e, name: letters")]
    [InlineData("{npz: a.npz}", """{"npz":"a.npz"}""", "npz: a.npz")]
    [InlineData("{split: 0.20, npz: a.npz}", """{"npz":"a.npz","split":0.2}""", "npz: a.npz, split: 0.2")]
    [InlineData("{npy: a}", """{"npy":"a"}""", "npy: a")]
    [InlineData("{safetensors: a}", """{"safetensors":"a"}""", "safetensors: a")]
    [InlineData(
        "{csv: a.csv, columns: [c, b], split: 2e-1, label: 4}", """{"csv":"a.csv","label":"4","split":0.2,"columns":["c","b"]}""",
        "csv: a.csv, label: 4, split: 0.2, columns: [c, b]")]
    [InlineData(
        "{parquet: a, label: y, split: part}", """{"parquet":"a","label":"y","split":"part"}""", "parquet: a, label: y, split: part")]
    [InlineData(
        "{parquet: a, label: y, split: '0.2'}", """{"parquet":"a","label":"y","split":"0.2"}""", "parquet: a, label: y, split: 0.2")]
    public void Each_form_has_one_text(string written, string json, string name)
    {
        var run = Specs.Run("", $"dataset={written}");
        Assert.Contains($"\"dataset\":{json},", CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
        Assert.Equal(name, run.Dataset.Name);
    }

    [Fact]
    public void A_share_and_a_column_of_the_same_letters_differ() => Assert.NotEqual(
        Specs.Run("", "dataset={csv: a, label: y, split: 0.2}").Dataset, Specs.Run("", "dataset={csv: a, label: y, split: '0.2'}").Dataset);

    [Fact]
    public void What_means_the_same_is_equal() => Assert.Equal(
        Specs.Run("", "dataset={csv: a, label: y, columns: [a, b]}").Dataset,
        Specs.Run("", "dataset={columns: [a, b], label: y, csv: a}").Dataset);

    [Theory]
    [InlineData("{npx: a}", "; did you mean npz?")]
    [InlineData("{npz: a, splitt: 0.2}", "dataset: unknown key splitt; did you mean split? (npz takes npz, split)")]
    [InlineData("{npz: a, label: y}", "unknown key label (npz takes npz, split)")]
    [InlineData("{npz: a, split: part}", "must be given a split between 0 and 1, the share of the samples that is for testing; found part")]
    [InlineData("{npz: a, split: 1}", "must be given a split between 0 and 1")]
    [InlineData("{csv: a, label: y, split: 0}", "the share of the samples that is for testing, or the name of a column; found 0")]
    [InlineData("{csv: a}", "{csv: FILE, label: COLUMN}: label is missing, the column that holds the classes")]
    [InlineData("{csv: a, label: [y]}", "must be {csv: FILE, label: COLUMN} with a value for label; found a list of one entry")]
    [InlineData("{csv: a, label: y, columns: b}", "must be given columns as a list of columns' names; found b")]
    [InlineData("{csv: a, label: y, columns: [b, b]}", "b is there twice")]
    [InlineData("{csv: a, label: y, columns: [y]}", "must be given a label that is no other column too: y")]
    [InlineData("{csv: a, label: y, split: s, columns: [s]}", "must be given columns without the column of split, s")]
    [InlineData("{cifar: a, labels: both}", "must be given labels that are fine or coarse; found both")]
    [InlineData("{npz: a, idx: b}", "unknown key npz")]
    [InlineData("{npz: ''}", "must be {npz: FILE} with a value for npz")]
    [InlineData("{}", "must be a name of the catalogue")]
    public void What_is_wrong_is_said(string written, string message)
    {
        var error = Assert.Throws<SpecException>(() => Specs.Run("", $"dataset={written}"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
