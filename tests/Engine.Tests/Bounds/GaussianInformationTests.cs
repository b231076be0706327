using Engine.Bounds;

namespace Engine.Tests.Bounds;

public sealed class GaussianInformationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    [InlineData(-0.95)]
    public void Two_numbers_of_correlation_rho_share_half_the_logarithm_of_one_minus_rho_squared(double rho)
    {
        // Four points with variances (1, 1) and correlation rho exactly: (+-1, +-(rho +- sqrt(1 - rho^2))).
        var rest = Math.Sqrt(1 - (rho * rho));
        double[][] a = [[1], [1], [-1], [-1]], b = [[rho + rest], [rho - rest], [-rho + rest], [-rho - rest]];
        Assert.Equal(-0.5 * Math.Log(1 - (rho * rho)), GaussianInformation.PlugIn(a, b), 1e-12);
    }

    [Fact]
    public void A_linear_map_of_either_changes_nothing()
    {
        var (a, b) = Draw(1, 60, 0.5);
        double[][] mapped = [.. a.Select(x => new[] { (2 * x[0]) - x[1], x[1] + 7, x[2] - x[0] })];
        Assert.Equal(GaussianInformation.PlugIn(a, b), GaussianInformation.PlugIn(mapped, b), 1e-10);
        Assert.Equal(GaussianInformation.PlugIn(a, b), GaussianInformation.PlugIn(b, a), 1e-10);
    }

    [Fact]
    public void At_independence_the_mean_is_the_bias_that_is_subtracted()
    {
        const int Repeats = 4000, Observations = 40;
        double[] found = [.. Enumerable.Range(0, Repeats).Select(seed => Draw(seed, Observations, 0))
            .Select(pair => GaussianInformation.PlugIn(pair.A, pair.B))];
        var mean = found.Average();
        var error = Math.Sqrt(found.Average(value => (value - mean) * (value - mean)) / Repeats);
        var bias = GaussianInformation.Bias(Observations, 3, 2);
        Assert.InRange(mean, bias - (4 * error), bias + (4 * error));
        // To first order p q / (2 n).
        Assert.InRange(bias, 3 * 2 / (2.0 * Observations), 1.2 * 3 * 2 / (2.0 * Observations));
    }

    [Fact]
    public void A_Gaussian_channel_is_found_within_its_error()
    {
        // b = a_0 + a_1 times 0.5, with unit noise: I = 1/2 ln(1 + 0.25) for each of the two.
        var (a, b) = Draw(3, 20_000, 0.5);
        Assert.Equal(Math.Log(1.25), GaussianInformation.Of(a, b), 0.02);
    }

    [Fact]
    public void Too_few_observations_and_a_component_that_follows_from_others_are_refused()
    {
        var (a, b) = Draw(1, 6, 0);
        Assert.Contains(
            "at least 7", Assert.Throws<UserErrorException>(() => GaussianInformation.Of(a, b)).Message, StringComparison.Ordinal);
        (a, b) = Draw(1, 50, 0);
        double[][] constant = [.. a.Select(x => new[] { x[0], 3.0 })], twice = [.. a.Select(x => new[] { x[0], 2 * x[0] })];
        Assert.Contains(
            "component 1 of 2",
            Assert.Throws<UserErrorException>(() => GaussianInformation.Of(constant, b)).Message,
            StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => GaussianInformation.Of(twice, b));
        Assert.Throws<UserErrorException>(() => GaussianInformation.Of(a, a));
    }

    [Fact]
    public void Scipy_and_numpy_agree()
    {
        var python = PythonWitness.Require("numpy", "scipy.special");
        double[] points = [0.1, 0.5, 1, 1.5, 7.25, 9.99, 10, 31, 499.5];
        var pairs = Enumerable.Range(0, 20).Select(seed => Draw(seed, 12 + (10 * seed), 0.1 * seed)).ToArray();
        var answer = PythonScript.Ask(python, "bounds.py", new { points, pairs = pairs.Select(pair => new[] { pair.A, pair.B }) });
        for (var i = 0; i < points.Length; i++)
            Assert.Equal(answer.GetProperty("digamma")[i].GetDouble(), Digamma.Of(points[i]), 1e-12);
        for (var i = 0; i < pairs.Length; i++)
            Assert.Equal(answer.GetProperty("information")[i].GetDouble(), GaussianInformation.PlugIn(pairs[i].A, pairs[i].B), 1e-10);
    }

    /// <summary>Three independent normals, and two that follow the first two of them with the strength given.</summary>
    private static (double[][] A, double[][] B) Draw(int seed, int observations, double strength)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] a = [.. Enumerable.Range(0, observations).Select(_ => new[] { Normal(), Normal(), Normal() })];
        return (a, [.. a.Select(x => new[] { (strength * x[0]) + Normal(), (strength * x[1]) + Normal() })]);
    }
}
