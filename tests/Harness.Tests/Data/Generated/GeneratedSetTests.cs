using Engine.Data;

namespace Harness.Tests.Data.Generated;

public sealed class GeneratedSetTests
{
    [Theory]
    [InlineData("two-gaussians")]
    [InlineData("two-moons")]
    public void A_set_is_the_same_each_time_and_balanced(string name)
    {
        var (first, second) = (Load(name), Load(name));
        Assert.Equal(
            (1000, 1000, 2, 2, 166), (first.Train.Samples, first.Test.Samples, first.Inputs, first.Classes, first.DefaultValidation));
        Assert.Equal(Points(first.Train), Points(second.Train));
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(500, first.Test.Labels.Count(label => label == 0));
        Assert.NotEqual(Points(first.Train), Points(first.Test));
    }

    [Fact]
    public void The_definitions_differ() =>
        Assert.NotEqual(Load("two-gaussians").Sha256, Load("two-moons").Sha256);

    [Fact]
    public void The_gaussians_have_their_centres_and_spread()
    {
        var set = Load("two-gaussians");
        foreach (var label in new[] { 0, 1 })
        {
            var points = Points(set.Train).Where((_, i) => set.Train.Labels[i] == label).ToArray();
            var mean = points.Average(point => point.X1);
            // 500 points: standard errors 0.7 / sqrt(500) = 0.031 of the mean, 0.7 / sqrt(1000) = 0.022 of the spread.
            Assert.InRange(mean, (2 * label - 1) - 0.13, (2 * label - 1) + 0.13);
            Assert.InRange(Math.Sqrt(points.Average(point => (point.X1 - mean) * (point.X1 - mean))), 0.7 - 0.09, 0.7 + 0.09);
        }
    }

    [Fact]
    public void The_gaussians_are_separable_up_to_noise_by_their_best_line()
    {
        var set = Load("two-gaussians");
        var right = Points(set.Test).Where((point, i) => point.X1 + point.X2 > 0 == (set.Test.Labels[i] == 1)).Count();
        // Expected 978 of 1,000 with standard deviation sqrt(1000 * 0.978 * 0.022) = 4.6.
        Assert.InRange(right, 978 - 23, 978 + 21);
    }

    [Fact]
    public void No_line_separates_the_moons()
    {
        var set = Load("two-moons");
        var points = Points(set.Train);
        var best = 0;
        // Lines in 180 directions at 101 offsets.
        for (var degrees = 0; degrees < 360; degrees += 2)
        {
            var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
            for (var offset = -2.0; offset <= 2.0; offset += 0.04)
                best = Math.Max(
                    best, points.Where((point, i) => cosine * point.X1 + sine * point.X2 > offset == (set.Train.Labels[i] == 1)).Count());
        }

        Assert.InRange(best, 800, 930);
    }

    [Fact]
    public void The_moons_lie_on_their_half_circles()
    {
        var set = Load("two-moons");
        // Distance of a point from its circle of radius 1 about (0, 0) or (1, 0.5): normal with spread 0.1, up to the curvature.
        var distances = Points(set.Train).Select((point, i) => set.Train.Labels[i] == 0
            ? Math.Sqrt(point.X1 * point.X1 + point.X2 * point.X2) - 1
            : Math.Sqrt((point.X1 - 1) * (point.X1 - 1) + (point.X2 - 0.5) * (point.X2 - 0.5)) - 1).ToArray();
        Assert.InRange(distances.Average(), -0.02, 0.03);
        Assert.InRange(Math.Sqrt(distances.Average(distance => distance * distance)), 0.085, 0.115);
    }

    private static DataSet Load(string name)
    {
        using var environment = new TestEnvironment();
        return new DataSetLoader(environment.Data).Load(DataSetRequest.Named(name));
    }

    private static (float X1, float X2)[] Points(LabelledData data)
    {
        var values = new float[2 * data.Samples];
        data.Features.ReadRange(0, data.Samples, values);
        return [.. Enumerable.Range(0, data.Samples).Select(i => (values[2 * i], values[2 * i + 1]))];
    }
}
