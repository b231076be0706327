using Engine.Training;

namespace Engine.Tests.Training;

public sealed class GradientNoiseTests
{
    private const int Count = 100_000;

    [Fact]
    public void It_is_standard_normal()
    {
        var noise = Draw(new GradientNoise(7), 3, 0, Count);
        // Standard errors 1/sqrt(N), sqrt(2/N), sqrt(15/N), sqrt(96/N) of the first four moments; five of each.
        var unit = 5 / Math.Sqrt(Count);
        Assert.Equal(0, noise.Average(x => x), unit);
        Assert.Equal(1, noise.Average(x => x * x), unit * Math.Sqrt(2));
        Assert.Equal(0, noise.Average(x => x * x * x), unit * Math.Sqrt(15));
        Assert.Equal(3, noise.Average(x => x * x * x * x), unit * Math.Sqrt(96));
        Assert.Equal(0, noise.Zip(noise.Skip(1)).Average(pair => pair.First * pair.Second), unit);
        // The share within one standard deviation: 0.6827.
        Assert.Equal(0.6827, noise.Count(x => Math.Abs(x) < 1) / (double)Count, unit * 0.47);
    }

    [Fact]
    public void A_parameters_noise_does_not_depend_on_where_a_span_begins()
    {
        var whole = Draw(new GradientNoise(1), 5, 0, 40);
        for (var first = 0; first < 20; first++)
            Assert.Equal(whole[first..(first + 17)], Draw(new GradientNoise(1), 5, first, 17));
    }

    [Fact]
    public void Steps_and_seeds_differ()
    {
        var noise = Draw(new GradientNoise(1), 5, 0, 1000);
        foreach (var other in new[] { Draw(new GradientNoise(1), 6, 0, 1000), Draw(new GradientNoise(2), 5, 0, 1000) })
            Assert.Equal(0, noise.Zip(other).Average(pair => pair.First * pair.Second), 5 / Math.Sqrt(1000));
    }

    private static double[] Draw(GradientNoise source, long step, long first, int count)
    {
        var noise = new float[count];
        source.Fill(step, first, noise);
        return [.. noise];
    }
}
