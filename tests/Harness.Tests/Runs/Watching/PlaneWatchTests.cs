using Engine;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Runs.Watching;

/// <summary>The information plane of a run, as its table has it.</summary>
public sealed class PlaneWatchTests
{
    private const string Spec = """
        name: plane
        dataset: symmetric-12
        network: {hidden: [10, 4, 2], activation: tanh}
        training: {epochs: 30, learning_rate: 0.01, batch_size: 64}
        information_plane: {estimators: [binning-30, pairwise-upper, pairwise-lower], epochs: log-2, samples: 1000, noise: 1e-3}
        measures: {permutations: 0}
        ablation: {random: 1}
        """;

    [Fact]
    public void Every_epoch_layer_and_estimator_has_a_row_within_its_limits()
    {
        using var sweep = new WatchedSweep(Spec);
        var table = sweep.Table("information_plane");
        // Epochs 0, 1, 3, 10, 30; three hidden layers and the output; three estimators.
        Assert.Equal(5 * 4 * 3, table.Rows);
        Assert.Equal([0, 1, 3, 10, 30], table.Values<int>("epoch").Distinct());
        Assert.Equal([1, 2, 3, 4], table.Values<int>("layer").Distinct());
        Assert.All(table.Values<int>("samples"), samples => Assert.Equal(1000, samples));
        var (input, label, estimator) = (table.Values<double>("i_xl"), table.Values<double>("i_yl"), table.Values<string>("estimator"));
        for (var row = 0; row < table.Rows; row++)
        {
            Assert.InRange(input[row], 0, Math.Log2(1000) + 1e-9);
            Assert.True(label[row] <= input[row] + 1e-9 && label[row] <= 1.001);
            Assert.Equal(input[row] >= 0.95 * Math.Log2(1000), table.Values<bool>("saturated")[row]);
            Assert.Equal(estimator[row] == "binning-30", table["bins"].IsPresent(row));
            Assert.Equal(estimator[row] != "binning-30", table["noise_variance"].IsPresent(row));
            if (estimator[row] == "pairwise-lower")
                Assert.True(input[row] <= input[row - 1] + 1e-9, "the lower bound is above the upper one");
        }
        // The first layer of ten sees nearly every pattern apart; the last epoch's output says more about the class than the first's.
        Assert.True(table.Values<bool>("saturated")[0]);
        Assert.True(label[^3] > label[9] + 0.2, $"{label[^3]} after training, {label[9]} before");
    }

    [Fact]
    public void Later_layers_say_no_more_than_earlier_ones()
    {
        using var sweep = new WatchedSweep(Spec);
        var table = sweep.Table("information_plane");
        var (input, layer, estimator) = (table.Values<double>("i_xl"), table.Values<int>("layer"), table.Values<string>("estimator"));
        // The data processing inequality holds for the true quantities; 30 bins for each neuron show it with a little to spare.
        for (var row = 0; row < table.Rows; row++)
        {
            if (layer[row] > 1 && layer[row] < 4 && estimator[row] == "binning-30")
                Assert.True(input[row] <= input[row - 3] + 0.2, $"row {row}: {input[row]} after {input[row - 3]}");
        }
    }

    [Fact]
    public void Threads_change_no_byte_and_an_image_net_is_subsampled()
    {
        string[] digits =
            ["dataset=digits", "network.hidden=[12, 8]", "network.activation=relu", "training.epochs=2", "information_plane.samples=300",
                "information_plane.noise=0.1"];
        using var one = new WatchedSweep(Spec, 1, digits);
        using var three = new WatchedSweep(Spec, 3, digits);
        SameResults.AssertSame(one.Path, three.Path);
        var table = one.Table("information_plane");
        Assert.All(table.Values<int>("samples"), samples => Assert.Equal(300, samples));
        // Bins of ReLU layers begin at 0 and end at the layer's largest output.
        Assert.Equal(0, table.Values<double>("range_low")[0]);
        Assert.True(table.Values<double>("range_high")[0] > 0.5);
    }

    [Fact]
    public void Two_seeds_differ()
    {
        using var sweep = new WatchedSweep(Spec, 1, "training.epochs=1", "seeds=2");
        Assert.NotEqual(
            sweep.Table("information_plane").Values<double>("i_xl"), sweep.Table("information_plane", 1).Values<double>("i_xl"));
    }

    [Fact]
    public void An_empty_split_is_refused_before_anything_is_written() => Assert.Contains(
        "information_plane.split is validation",
        Assert.ThrowsAny<UserErrorException>(
            () => new WatchedSweep(Spec, 1, "training.validation=0", "measures.split=test", "information_plane.split=validation")).Message,
        StringComparison.Ordinal);
}
