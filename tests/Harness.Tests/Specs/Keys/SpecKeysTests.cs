using Harness.Specs.Keys;

namespace Harness.Tests.Specs.Keys;

/// <summary>The table of keys by itself.</summary>
public class SpecKeysTests
{
    [Fact]
    public void Paths_are_distinct_and_every_key_is_described()
    {
        Assert.Equal(SpecKeys.All.Length, SpecKeys.All.Select(key => key.Path).Distinct().Count());
        Assert.All(SpecKeys.All, key =>
        {
            Assert.EndsWith(".", key.Description, StringComparison.Ordinal);
            Assert.NotEmpty(key.Expected);
        });
        Assert.Equal(
            ["input", "network", "training", "measures", "pairs", "ablation", "insights", "pictures", "information_plane", "bounds"],
            SpecKeys.Sections);
    }

    [Fact]
    public void What_a_key_is_also_called_is_no_key_of_its_section() => Assert.All(
        SpecKeys.All.GroupBy(key => key.Section),
        section => Assert.Distinct(section.SelectMany(key => key.AlsoCalled.Append(key.Name))));

    [Fact]
    public void Only_name_and_dataset_and_a_network_are_required()
    {
        Assert.Equal(["name", "dataset"], SpecKeys.All.Where(key => key.DefaultValue is null).Select(key => key.Path));
        Assert.StartsWith("required", SpecKeys.Find("network.hidden")!.DefaultValue, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_is_a_value_can_be_written_in_a_spec_and_changes_nothing()
    {
        var bare = Specs.Run("");
        string[] inWords =
            ["network.hidden", "network.model", "training.initialization", "training.validation", "training.momentum", "training.noise",
                "training.clip", "training.subset", "training.step_epochs", "training.step_factor", "training.patience", "training.beta",
                "training.bottleneck_noise", "pictures.epochs", "pictures.split"];
        string[] off =
            ["information_plane.epochs", "information_plane.split", "information_plane.samples", "information_plane.noise", "bounds.delta"];
        var keys = SpecKeys.Run.Where(key => key.DefaultValue is not null && !inWords.Contains(key.Path) && !off.Contains(key.Path));
        foreach (var key in keys)
            Assert.Equal(key.Json(bare), key.Json(Specs.Run("", $"{key.Path}={key.DefaultValue}")));
    }

    [Fact]
    public void The_json_of_a_value_is_yaml_for_the_same_value()
    {
        var run = Specs.Run("""
            input: {mean: [0.1, 0.25], std: 3}
            training: {optimizer: sgd, learning_rate: 1.0e-7, momentum: 0.5, batch_norm: true, l2: 123456.789, validation: 17,
              l2_on: weights, input_dropout: 0.25, schedule: step, step_epochs: [2, 7], step_factor: 0.5, warmup: 1}
            measures: {split: [test, train], quantizer: [uniform-1, zero-uniform-8]}
            ablation: {orders: [], scopes: [network], replace: mean}
            pictures: {grid: 7, epochs: [0, 3, 20], split: train}
            information_plane: {estimators: [pairwise-lower, binning-12], epochs: log-3, split: test, samples: 77, noise: 1e-3}
            bounds: {names: [shwartz-ziv-painsky-tishby, vera-piantanida-vega], delta: 0.1}
            """, "dataset={cifar: 'x y'}");
        var overrides = SpecKeys.Run.Where(key => key.AppliesTo(run)).Select(key => $"{key.Path}={key.Json(run)}").ToArray();
        Assert.Equal(run, Specs.Run("", overrides));
    }
}
