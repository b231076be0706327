using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Measures;

/// <summary>u - ln(1 + u), what the logarithm leaves over its tangent: never negative, and without cancellation near 0.</summary>
internal static class LogRemainder
{
    private const double SeriesLimit = 0.5;

    /// <summary>The series' coefficients, the last first; at -<see cref="SeriesLimit"/>, where s^2 = 1/9, what follows them is below 1e-17 of the sum.</summary>
    private static ReadOnlySpan<double> Coefficients =>
        [1.0 / 33, 1.0 / 31, 1.0 / 29, 1.0 / 27, 1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3];

    /// <param name="onePlusU">1 + u as the caller knows it, which near u = -1 is more than u itself says.</param>
    public static double Of(double u, double onePlusU) =>
        Math.Abs(u) > SeriesLimit ? u - Math.Log(onePlusU) : Series(u);

    /// <summary>The same in lanes; of lanes where <paramref name="u"/> is not finite nothing is said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> u, Vector256<double> onePlusU)
    {
        var s = u / (Vector256.Create(2.0) + u);
        var square = s * s;
        var sum = Vector256<double>.Zero;
        foreach (var coefficient in Coefficients)
            sum = Vector256.MultiplyAddEstimate(sum, square, Vector256.Create(coefficient));
        var series = s * (u - (2 * square * sum));
        var far = Vector256.GreaterThan(Vector256.Abs(u), Vector256.Create(SeriesLimit));
        return far == Vector256<double>.Zero ? series : Vector256.ConditionalSelect(far, u - Vector256.Log(onePlusU), series);
    }

    // ln(1 + u) = 2 artanh(s) with s = u / (2 + u), and u - 2s = u s: what remains is u s - 2 (s^3/3 + s^5/5 + ...).
    private static double Series(double u)
    {
        var s = u / (2 + u);
        var square = s * s;
        var sum = 0.0;
        var power = 2 * s * square;
        for (var odd = 3; ; odd += 2)
        {
            var next = sum + (power / odd);
            if (next == sum)
                return (u * s) - sum;
            sum = next;
            power *= square;
        }
    }
}
