using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Tests.Networks;

/// <summary>The float64 functions against formulas, closed values and each other.</summary>
public sealed class ActivationFunctionTests
{
    public static TheoryData<Activation> All() => [.. Enum.GetValues<Activation>()];

    /// <summary>Values to 16 digits by mpmath at 30 digits.</summary>
    [Theory]
    [InlineData(Activation.Elu, -0.001, -0.0009995001666250083)]
    [InlineData(Activation.Elu, -3, -0.9502129316321360)]
    [InlineData(Activation.Elu, 2.5, 2.5)]
    [InlineData(Activation.Gelu, 1, 0.8413447460685429)]
    [InlineData(Activation.Gelu, -1, -0.1586552539314571)]
    [InlineData(Activation.Gelu, -8, -4.976768459417427e-15)]
    [InlineData(Activation.GeluTanh, 1, 0.8411919906082767)]
    [InlineData(Activation.GeluTanh, -1, -0.1588080093917233)]
    [InlineData(Activation.GeluTanh, -6, -8.439646700762297e-11)]
    [InlineData(Activation.Silu, 1, 0.7310585786300049)]
    [InlineData(Activation.Silu, -20, -4.122307236380407e-08)]
    [InlineData(Activation.Softplus, 0, 0.6931471805599453)]
    [InlineData(Activation.Softplus, -30, 9.357622968839737e-14)]
    [InlineData(Activation.Softplus, 30, 30.00000000000009)]
    [InlineData(Activation.HardTanh, -1.5, -1)]
    [InlineData(Activation.HardTanh, 0.25, 0.25)]
    public void Values_are_those_of_the_formulas(Activation activation, double z, double expected) =>
        Assert.Equal(1, ActivationFunction.Of(activation).Value(z) / expected, 1e-14);

    /// <summary>Central differences err by h^2 f'''/6 and by what the values round: about 1e-10.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_slope_is_the_central_difference(Activation activation)
    {
        var function = ActivationFunction.Of(activation);
        for (var z = -12.0037; z < 12; z += 0.0101)
        {
            var difference = (function.Value(z + 1e-5) - function.Value(z - 1e-5)) / 2e-5;
            Assert.Equal(difference, function.Slope(z), 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_steepest_slope_of_an_interval_is_none_below_any_in_it(Activation activation)
    {
        var function = ActivationFunction.Of(activation);
        foreach (var (low, high) in new (double, double)[]
            { (-40, -6), (-6, -1.2), (-3, -2.1), (-1, 1), (-0.5, 0), (0, 3), (1, 2), (1, 90) })
        {
            var largest = Enumerable.Range(0, 20_001).Max(i => Math.Abs(function.Slope(low + ((high - low) * i / 20_000))));
            // As large, but for what the steps leave out and for the other side of a kink.
            var steepest = function.Steepest(low, high);
            Assert.InRange(largest, 0, steepest);
            largest = Math.Max(largest, Math.Max(Math.Abs(function.Slope(low - 1e-9)), Math.Abs(function.Slope(high + 1e-9))));
            Assert.True(steepest - largest < 1e-6, $"{low} to {high}: {steepest}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Facts_hold_for_the_values(Activation activation)
    {
        var function = ActivationFunction.Of(activation);
        double[] values = [.. Enumerable.Range(-4000, 8001).Select(i => function.Value(i / 100.0))];
        Assert.Equal(function.IsNonNegative, values.Min() >= 0);
        Assert.Equal(function.Bounds is not null, values.Max() - values.Min() < 3);
        if (function.Bounds is { } bounds)
        {
            Assert.Equal(bounds.Low, values.Min(), 1e-15);
            Assert.Equal(bounds.High, values.Max(), 1e-15);
        }
        Assert.Equal(function.HasSlopeOfOutput, values.Zip(values.Skip(1), (left, right) => right >= left).All(rises => rises));
        Assert.Equal(function.IsRectifying, function.Value(40) == 40 && Math.Abs(function.Value(0)) < 1e-300);
        Assert.Equal((float)function.Value(0), QuantizerFitting.OneBitEdge(activation));
        Assert.Equal(double.NaN, function.Value(double.NaN));
        Assert.False(double.IsNaN(function.Value(double.NegativeInfinity)) || double.IsNaN(function.Value(double.PositiveInfinity)));
    }

    /// <summary>erfc x = Q(1/2, x^2), which is computed in another way; and erfc of known values.</summary>
    [Fact]
    public void The_complementary_error_function_is_an_incomplete_gamma_function()
    {
        for (var x = 0.01; x < 26; x += 0.0137)
        {
            var expected = IncompleteGamma.UpperRegularized(1, x * x);
            Assert.Equal(1, ErrorFunction.Complement(x) / expected, 1e-12);
            Assert.Equal(2, ErrorFunction.Complement(x) + ErrorFunction.Complement(-x), 1e-15);
        }
        Assert.Equal((1, 0, 2), (ErrorFunction.Complement(0), ErrorFunction.Complement(double.PositiveInfinity),
            ErrorFunction.Complement(double.NegativeInfinity)));
        Assert.Equal(double.NaN, ErrorFunction.Complement(double.NaN));
    }
}
