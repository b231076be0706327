using Engine.Ablation;

namespace Engine.Tests.Ablation;

public sealed class SimpsonCheckTests
{
    private static readonly SimpsonSettings Settings = new(IncludeInactive: false, Permutations: 500, Seed: 1);

    /// <summary>Within each layer the drop grows with the measure; the layer of higher measures has the smaller drops.</summary>
    private static readonly SimpsonLayer[] Paradox =
    [
        Layer(1, [1, 2, 3, 4, 5, 6, 7], [0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17]),
        Layer(2, [11, 12, 13, 14, 15, 16, 17], [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07]),
    ];

    [Fact]
    public void The_paradox()
    {
        var result = SimpsonCheck.Of(Paradox, Settings);
        // Pooled: ranks 1..14 against 8..14, 1..7, every d^2 = 49: 1 - 6 * 14 * 49 / (14 * 195).
        Assert.Equal(1 - (6 * 14 * 49 / (14 * 195.0)), result.Pooled.Rho, 1e-14);
        Assert.Equal(1, result.Within.Rho, 1e-14);
        Assert.All(result.Layers, layer => Assert.Equal(1, layer.Rho, 1e-14));
        // A permutation of 7 that is perfectly ordered either way has chance 2 / 5040.
        Assert.InRange(result.Layers[0].PValue, 1 / 501.0, 4 / 501.0);
        Assert.Equal(1 / 501.0, result.Within.PValue);
    }

    [Fact]
    public void Readings_are_named_by_scope()
    {
        var result = SimpsonCheck.Of(Paradox, Settings);
        var network = result.NetworkReadings();
        Assert.Equal(["simpson_pooled", "simpson_pooled_p", "simpson_within", "simpson_within_p"], network.Select(reading => reading.Name));
        Assert.Equal(
            [result.Pooled.Rho, result.Pooled.PValue, result.Within.Rho, result.Within.PValue], network.Select(reading => reading.Value));
        Assert.Equal(["simpson_within", "simpson_within_p"], result.LayerReadings(1).Select(reading => reading.Name));
        Assert.Equal(
            ["simpson_pooled_all", "simpson_pooled_all_p", "simpson_within_all", "simpson_within_all_p"],
            SimpsonCheck.Of(Paradox, Settings with { IncludeInactive = true }).NetworkReadings().Select(reading => reading.Name));
    }

    [Fact]
    public void Inactive_neurons_are_left_out_or_not()
    {
        SimpsonLayer[] layers = [new(1, [0, 0, 3, 2, 1], [0, 0, 1, 2, 3], [true, true, false, false, false])];
        var (active, all) = (SimpsonCheck.Of(layers, Settings), SimpsonCheck.Of(layers, Settings with { IncludeInactive = true }));
        Assert.Equal((3, 5), (active.Pooled.Neurons, all.Pooled.Neurons));
        Assert.Equal(-1, active.Pooled.Rho, 1e-14);
        // Centred ranks -1.5 -1.5 2 1 0 and -1.5 -1.5 0 1 2: (4.5 + 1) / (4.5 + 5).
        Assert.Equal(5.5 / 9.5, all.Pooled.Rho, 1e-14);
    }

    [Fact]
    public void A_constant_layer_is_undefined_with_its_reason()
    {
        var result = SimpsonCheck.Of([Paradox[0], Layer(2, [1, 2, 3], [0, 0, 0])], Settings);
        Assert.True(double.IsNaN(result.Within.Rho) && double.IsNaN(result.Within.PValue) && double.IsNaN(result.Layers[1].Rho));
        Assert.Contains("layer-2", result.Within.Undefined);
        Assert.False(double.IsNaN(result.Pooled.Rho));
        Assert.Contains("constant", result.NetworkReadings()[2].Detail);
    }

    [Fact]
    public void Layers_of_mixed_sign_are_undefined_with_their_values()
    {
        var result = SimpsonCheck.Of([Paradox[0], Layer(2, [1, 2, 3], [3, 2, 1])], Settings);
        Assert.True(double.IsNaN(result.Within.Rho));
        Assert.Contains("mixed sign: layer-1 1, layer-2 -1", result.Within.Undefined);
    }

    [Fact]
    public void All_inactive_is_undefined()
    {
        var result = SimpsonCheck.Of([new SimpsonLayer(1, [0, 0], [0, 0], [true, true])], Settings);
        Assert.Equal(0, result.Pooled.Neurons);
        Assert.True(double.IsNaN(result.Pooled.Rho));
    }

    [Fact]
    public void Unrelated_values_have_uniform_p_values()
    {
        var p = Enumerable.Range(0, 200).Select(seed =>
        {
            var random = new Random(seed);
            double[] Draw() => [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
            return SimpsonCheck.Of([Layer(1, Draw(), Draw())], Settings with { Permutations = 99 }).Pooled.PValue;
        }).ToArray();
        // A mean of 200 uniform numbers: standard error sqrt(1 / 12 / 200) = 0.02.
        Assert.InRange(p.Average(), 0.44, 0.56);
    }

    [Fact]
    public void The_seed_matters()
    {
        var random = new Random(4);
        SimpsonLayer[] layers = [Layer(
            1,
            [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())],
            [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())])];
        Assert.Equal(SimpsonCheck.Of(layers, Settings).Pooled, SimpsonCheck.Of(layers, Settings).Pooled);
        Assert.NotEqual(SimpsonCheck.Of(layers, Settings).Pooled.PValue, SimpsonCheck.Of(layers, Settings with { Seed = 2 }).Pooled.PValue);
    }

    [Fact]
    public void Bad_input()
    {
        Assert.Throws<ArgumentException>(() => SimpsonCheck.Of([], Settings));
        Assert.Throws<ArgumentException>(() => SimpsonCheck.Of([new SimpsonLayer(1, [1, 2], [1], [false, false])], Settings));
        Assert.Throws<ArgumentException>(() => SimpsonCheck.Of([Layer(1, [1, double.NaN], [1, 2])], Settings));
    }

    private static SimpsonLayer Layer(int layer, double[] measure, double[] drop) => new(layer, measure, drop, new bool[measure.Length]);
}
