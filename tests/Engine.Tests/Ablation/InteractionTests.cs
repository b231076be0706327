using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class InteractionTests
{
    private static readonly Dictionary<NeuronId, double> Drops = new() { [new(1, 0)] = 0.1, [new(1, 1)] = 0, [new(1, 2)] = 0.3 };

    [Fact]
    public void Joint_drop_less_the_sum_of_single_drops()
    {
        // Joint 0.1, 0.4, 0.5; sums 0.1, 0.1, 0.4.
        double[] expected = [0, 0, 0.3, 0.1];
        var interaction = Interaction.Along(Curves.Descending(900, 800, 500, 400), Drops);
        Assert.All(expected.Zip(interaction), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void Extremes_name_their_step()
    {
        // Joint 0.1, -0.05, 0.5: -0.15 at step 2 and 0.1 at step 3.
        var readings = Interaction.Extremes(Curves.Descending(900, 800, 950, 400), Drops);
        Assert.Equal(["interaction_max", "interaction_min"], readings.Select(reading => reading.Name));
        Assert.Equal(0.1, readings[0].Value, 1e-15);
        Assert.Equal(-0.15, readings[1].Value, 1e-15);
        Assert.Contains("step 3", readings[0].Detail);
        Assert.Contains("step 2", readings[1].Detail);
    }

    [Fact]
    public void All_inactive_do_not_interact()
    {
        var none = Drops.ToDictionary(pair => pair.Key, _ => 0.0);
        Assert.All(Interaction.Along(Curves.Ascending(900, 900, 900, 900), none), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Is_defined_at_chance() => Assert.Equal(0, Interaction.Extremes(Curves.Ascending(100, 0), Drops)[0].Value, 1e-15);

    [Fact]
    public void A_missing_drop_is_named()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Interaction.Along(Curves.Ascending(900, 800), new Dictionary<NeuronId, double>()));
        Assert.Contains("layer 1 neuron 0", error.Message);
        Assert.Throws<ArgumentException>(
            () => Interaction.Along(Curves.Ascending(900, 800), new Dictionary<NeuronId, double> { [new(1, 0)] = double.NaN }));
    }
}
