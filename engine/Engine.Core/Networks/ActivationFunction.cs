using System.Collections.Immutable;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.Networks;

/// <summary>All that the engine knows of an activation function, in float64 and in facts, but for its vectorized forms
/// (<see cref="ActivationKernel{TLanes,TVector}"/>) and those of devices and trainers of other kinds.</summary>
public sealed record ActivationFunction
{
    // In the order of the enum.
    private static readonly ActivationFunction[] Known =
    [
        new()
        {
            Value = z => z < 0 ? 0 : z,
            Slope = z => z > 0 ? 1 : 0,
            SteepestAt = [(0, 1)],
            IsNonNegative = true,
            IsRectifying = true,
        },
        new()
        {
            Value = z => z < 0 ? Activations.LeakySlope * z : z,
            Slope = z => z > 0 ? 1 : Activations.LeakySlope,
            SteepestAt = [(0, 1)],
            IsRectifying = true,
        },
        new()
        {
            Value = Math.Tanh,
            Slope = z => 1 - (Math.Tanh(z) * Math.Tanh(z)),
            SteepestAt = [(0, 1)],
            Bounds = BinRange.Symmetric,
        },
        new()
        {
            Value = Sigmoid,
            Slope = z => Sigmoid(z) * Sigmoid(-z),
            SteepestAt = [(0, 0.25)],
            Bounds = BinRange.Unit,
            IsNonNegative = true,
        },
        new()
        {
            Value = z => z < 0 ? Rest(z) : z,
            Slope = z => z < 0 ? Math.Exp(z) : 1,
            IsRectifying = true,
        },
        new()
        {
            Value = z => Tends(z, Normal(z)),
            Slope = z => Normal(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
            SteepestAt = [(-Math.Sqrt(2), 0.1289041451851548), (Math.Sqrt(2), 1.1289041451851548)],
            IsRectifying = true,
            HasSlopeOfOutput = false,
        },
        new()
        {
            Value = z => Tends(z, Sigmoid(Inner(z))),
            Slope = z => Sigmoid(Inner(z)) + (z * Sigmoid(Inner(z)) * Sigmoid(-Inner(z)) * InnerSlope(z)),
            SteepestAt = [(-1.4185040087908284, 0.1289930686587718), (1.4185040087908284, 1.1289930686587718)],
            IsRectifying = true,
            HasSlopeOfOutput = false,
        },
        new()
        {
            Value = z => Tends(z, Sigmoid(z)),
            Slope = z => Sigmoid(z) + (z * Sigmoid(z) * Sigmoid(-z)),
            SteepestAt = [(-2.3993572805154677, 0.0998393201288669), (2.3993572805154677, 1.0998393201288669)],
            IsRectifying = true,
            HasSlopeOfOutput = false,
        },
        new()
        {
            Value = z => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))),
            Slope = Sigmoid,
            IsNonNegative = true,
        },
        new()
        {
            Value = z => Math.Clamp(z, -1, 1),
            Slope = z => z is > -1 and < 1 ? 1 : 0,
            SteepestAt = [(-1, 1), (1, 1)],
            Bounds = BinRange.Symmetric,
        },
    ];

    private ActivationFunction()
    {
    }

    /// <summary>The output at a pre-activation. NaN stays NaN; infinities give limits.</summary>
    public required Func<double, double> Value { get; init; }

    /// <summary>The derivative at a finite pre-activation; at a kink the one that PyTorch takes, which is the smaller one.</summary>
    public required Func<double, double> Slope { get; init; }

    /// <summary>The least interval that all outputs lie in, where it has two finite ends.</summary>
    public BinRange? Bounds { get; private init; }

    /// <summary>Whether no output is below 0.</summary>
    public bool IsNonNegative { get; private init; }

    /// <summary>Whether it nears z on one side and stays close to 0 on the other, so that He's variance suits it.</summary>
    public bool IsRectifying { get; private init; }

    /// <summary>Whether it never falls, so that an output says what the slope is.</summary>
    public bool HasSlopeOfOutput { get; private init; } = true;

    /// <summary>Where the slope's magnitude has a local maximum, or jumps, and the larger value there.</summary>
    private ImmutableArray<(double At, double Magnitude)> SteepestAt { get; init; } = [];

    public static ActivationFunction Of(Activation activation) => Known[(int)activation];

    /// <summary>The largest magnitude of the slope from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double Steepest(double low, double high)
    {
        var steepest = Math.Max(Math.Abs(Slope(low)), Math.Abs(Slope(high)));
        foreach (var (at, magnitude) in SteepestAt)
        {
            if (low <= at && at <= high)
                steepest = Math.Max(steepest, magnitude);
        }
        return steepest;
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>z times a share that vanishes at minus infinity faster than z grows.</summary>
    private static double Tends(double z, double share) => double.IsNegativeInfinity(z) ? 0 : z * share;

    /// <summary>The standard normal's distribution function.</summary>
    private static double Normal(double z) => ErrorFunction.Complement(-z / Math.Sqrt(2)) / 2;

    /// <summary>(1 + tanh u) / 2 is the sigmoid of 2u.</summary>
    private static double Inner(double z) => Math.Sqrt(8 / Math.PI) * (z + (0.044715 * z * z * z));

    private static double InnerSlope(double z) => Math.Sqrt(8 / Math.PI) * (1 + (3 * 0.044715 * z * z));

    /// <summary>exp(z) - 1 as 2 tanh(z/2) / (1 - tanh(z/2)), which does not cancel near 0.</summary>
    private static double Rest(double z) => 2 * Math.Tanh(z / 2) / (1 - Math.Tanh(z / 2));

    /// <summary>ln(1 + x) for small x too, where 1 + x loses digits (Goldberg, "What every computer scientist should know about
    /// floating-point arithmetic", 1991, theorem 4).</summary>
    private static double LogOnePlus(double x) => 1 + x == 1 ? x : x * Math.Log(1 + x) / (1 + x - 1);
}
