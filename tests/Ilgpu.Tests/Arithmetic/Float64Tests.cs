using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Engine.Randomness;
using Ilgpu.Tests.Kernels;
using Kernels.Ilgpu.Arithmetic;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests.Arithmetic;

/// <summary>Float64's addition in integers, for devices without it, against the processor's own: the same bits.</summary>
public class Float64Tests
{
    private static readonly double[] Edges =
    [
        0, double.Epsilon, 2.2250738585072009e-308, 2.2250738585072014e-308, float.Epsilon, 1, Math.BitIncrement(1), Math.BitDecrement(2),
        2, 1L << 52, (1L << 53) - 1, 1L << 53, 9_007_199_254_740_994, 1e300, double.MaxValue, double.PositiveInfinity,
    ];

    [Fact]
    public void Sums_at_the_edges_are_the_processors()
    {
        foreach (var left in Edges)
        {
            foreach (var right in Edges)
                Check(left, right);
        }
    }

    /// <summary>Fractions of all bits, with exponents from far apart to equal: every way to round is met thousands of times.</summary>
    [Fact]
    public void Sums_of_random_numbers_are_the_processors()
    {
        var random = new RandomStream(7, RandomPurpose.DataGeneration);
        for (var i = 0; i < 300_000; i++)
        {
            var exponent = random.NextInt(2047);
            Check(Number(random, exponent), Number(random, Math.Clamp(exponent + random.NextInt(120) - 60, 0, 2046)));
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.Epsilon)]
    [InlineData(1.1754942e-38f)]
    [InlineData(1.17549435e-38f)]
    [InlineData(0.1f)]
    [InlineData(2.302585f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.PositiveInfinity)]
    public void A_float32_is_widened_as_the_processor_does(float value) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), default(IntegerFloat64).Widen(value));

    [Fact]
    public void NaN_and_infinity_stay_what_they_are()
    {
        var adder = default(IntegerFloat64);
        long nan = adder.Widen(float.NaN), infinity = adder.Widen(float.PositiveInfinity), one = adder.Widen(1);
        Assert.True(double.IsNaN(BitConverter.Int64BitsToDouble(nan)));
        var processors = BitConverter.DoubleToInt64Bits(double.NaN);
        Assert.All(
            [adder.Add(nan, one), adder.Add(one, nan), adder.Add(nan, infinity), adder.Add(processors, one)],
            sum => Assert.True(double.IsNaN(BitConverter.Int64BitsToDouble(sum))));
        Assert.Equal(double.PositiveInfinity, BitConverter.Int64BitsToDouble(adder.Add(infinity, one)));
    }

    /// <summary>Devices that have float64, told to do without it.</summary>
    [Theory]
    [InlineData("ilgpu-cpu", 0)]
    [InlineData("ilgpu-cpu", 1)]
    [InlineData("ilgpu-opencl", 0)]
    [InlineData("ilgpu-cuda", 0)]
    public void Curves_without_float64_are_the_same_to_the_last_bit(string name, int layer)
    {
        var which = new AblationCase("5-6-4", Activation.Relu, false, 6, 4, 300, layer);
        var curves = new[] { true, false }.Select(float64 => Ablate(name, float64, which)).ToArray();
        Agreement.Identical(curves[0], curves[1]);
        Assert.All(ReferenceCurves.Of(which).Zip(curves[1]), pair => Agreement.Curves(pair.First, pair.Second));
    }

    private static IReadOnlyList<AblationCurve> Ablate(string name, bool float64, AblationCase which)
    {
        using var device = new IlgpuDevice(KernelDevices.Address(name), new DeviceSettings(Cores: 1, Float64: float64));
        using var session = RealDevice.Require(device).Open(which.Network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
        return session.Ablate(which.Request(), TestContext.Current.CancellationToken);
    }

    private static double Number(RandomStream random, int exponent) => BitConverter.Int64BitsToDouble(
        ((long)exponent << 52) | ((long)random.NextInt(1 << 26) << 26) | (uint)random.NextInt(1 << 26));

    private static void Check(double left, double right)
    {
        long a = BitConverter.DoubleToInt64Bits(left), b = BitConverter.DoubleToInt64Bits(right);
        var found = BitConverter.Int64BitsToDouble(default(IntegerFloat64).Add(a, b));
        Assert.True(found.Equals(left + right), $"{left:R} + {right:R} is {left + right:R}, found {found:R}");
        Assert.Equal(BitConverter.DoubleToInt64Bits(left + right), default(HardwareFloat64).Add(a, b));
    }
}
