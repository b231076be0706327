using Engine.Ablation.Replacing;
using Engine.Networks;
using Testing.Analysis;

namespace Kernels.Tests.Ablation;

public sealed class ReplacementsTests
{
    private static readonly NetworkShape Shape = new(6, [9, 5], 4, Activation.Relu, false);

    private static readonly Network Network = RandomNetworks.Create(Shape, 3);

    [Fact]
    public void Draws_come_from_the_neurons_own_outputs_with_their_mean()
    {
        var data = RandomData.Create(400, 6, 4, 1);
        var replaced = ResampledReplacements.From(Network, data, 5, 2);
        for (var layer = 1; layer <= 2; layer++)
        {
            var (outputs, width) = (PlainForwardPass.Layer(Network, data, layer), Shape.Width(layer));
            var row = new float[width];
            var drawn = Enumerable.Range(0, width).Select(_ => new List<float>()).ToArray();
            for (var sample = 0; sample < 4000; sample++)
            {
                replaced.Read(layer, sample, row);
                for (var neuron = 0; neuron < width; neuron++)
                    drawn[neuron].Add(row[neuron]);
            }
            for (var neuron = 0; neuron < width; neuron++)
            {
                var own = Enumerable.Range(0, 400).Select(sample => outputs[(sample * width) + neuron]).ToArray();
                Assert.Subset(own.ToHashSet(), drawn[neuron].ToHashSet());
                double mean = own.Average(), deviation = Math.Sqrt(own.Average(value => (value - mean) * (value - mean)));
                // Five standard errors of 4,000 draws.
                Assert.InRange(
                    drawn[neuron].Average() - mean, (-5 * deviation / Math.Sqrt(4000)) - 1e-6, (5 * deviation / Math.Sqrt(4000)) + 1e-6);
            }
        }
    }

    [Fact]
    public void A_draw_depends_on_seed_layer_neuron_and_sample_alone()
    {
        var data = RandomData.Create(400, 6, 4, 1);
        float[] Row(ulong seed, int layer, int sample, int threads = 2)
        {
            var row = new float[Shape.Width(layer)];
            ResampledReplacements.From(Network, data, seed, threads).Read(layer, sample, row);
            return row;
        }

        Assert.Equal(Row(5, 1, 7), Row(5, 1, 7, 1));
        Assert.NotEqual(Row(5, 1, 7), Row(6, 1, 7));
        Assert.NotEqual(Row(5, 1, 7), Row(5, 1, 8));
        Assert.NotEqual(Row(5, 1, 7)[..5], Row(5, 2, 7));
    }

    [Fact]
    public void Picked_samples_keep_their_draws()
    {
        var whole = ResampledReplacements.From(Network, RandomData.Create(400, 6, 4, 1), 5, 2);
        var picked = whole.Pick(new[] { 3, 9, 12, 20 }).Pick(new[] { 2, 0 });
        float[] expected = new float[9], found = new float[9];
        foreach (var (place, sample) in new[] { (0, 12), (1, 3) })
        {
            whole.Read(1, sample, expected);
            picked.Read(1, place, found);
            Assert.Equal(expected, found);
        }
    }
}
