using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed unsafe class ActivationsTests
{
    /// <summary>Units in the last place that a result may be off; the analysis and the tests of training live well with it.</summary>
    private const double MostUlps = 4;

    /// <summary>So much a slope may be off; no slope is above 1.13.</summary>
    private const double MostOfSlope = 5e-7;

    public static TheoryData<Activation, VectorWidth> Cases() =>
        new MatrixTheoryData<Activation, VectorWidth>(Enum.GetValues<Activation>(), Enum.GetValues<VectorWidth>());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_of_float64_to_some_ulp(Activation activation, VectorWidth width)
    {
        var inputs = Inputs();
        var outputs = Apply(activation, width, inputs);
        var worst = Enumerable.Range(0, inputs.Length).Select(i => Ulps(activation, inputs[i], outputs[i])).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{activation} {width}: {worst:f2} ulp");
        Assert.True(worst <= MostUlps, $"{worst:f2} ulp");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nan_stays_nan_and_infinities_give_limits(Activation activation, VectorWidth width)
    {
        var outputs = Apply(activation, width, [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0]);
        float[] expected = activation switch
        {
            Activation.Relu => [float.NaN, float.PositiveInfinity, 0, 0],
            Activation.LeakyRelu => [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0],
            Activation.Tanh or Activation.HardTanh => [float.NaN, 1, -1, 0],
            Activation.Elu => [float.NaN, float.PositiveInfinity, -1, 0],
            // At minus infinity PyTorch gives NaN for the last three, though they have a limit.
            Activation.Gelu or Activation.GeluTanh or Activation.Silu => [float.NaN, float.PositiveInfinity, 0, 0],
            // The one-bit edge is the same number, so that a pre-activation of 0 is not active.
            Activation.Softplus => [float.NaN, float.PositiveInfinity, 0, QuantizerFitting.OneBitEdge(activation)],
            _ => [float.NaN, 1, 0, 0.5f],
        };
        Assert.Equal(expected, outputs);
    }

    public static TheoryData<Activation, VectorWidth> Sloped() => new MatrixTheoryData<Activation, VectorWidth>(
        Enum.GetValues<Activation>().Where(activation => !ActivationFunction.Of(activation).HasSlopeOfOutput),
        Enum.GetValues<VectorWidth>());

    [Theory]
    [MemberData(nameof(Sloped))]
    public void Slopes_that_come_with_outputs_are_those_of_float64(Activation activation, VectorWidth width)
    {
        float[] inputs = [.. Inputs(), float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var (outputs, slopes) = WithSlopes(activation, width, inputs);
        Assert.Equal(Apply(activation, width, inputs), outputs);
        Assert.Equal(WithSlopes(activation, VectorWidth.Bits128, inputs).Slopes, slopes);
        Assert.Equal([float.NaN, 1, 0], slopes[^3..]);
        var worst = Enumerable.Range(0, inputs.Length - 3)
            .Max(i => Math.Abs(slopes[i] - ActivationFunction.Of(activation).Slope(inputs[i])));
        TestContext.Current.TestOutputHelper?.WriteLine($"{activation} {width}: {worst:g2}");
        Assert.True(worst <= MostOfSlope, $"{worst:g2}");
    }

    /// <summary>So much a slope that is read off the output may be off: sigmoid's and tanh's lose what the output has lost to 1.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Slopes_of_outputs_are_those_of_float64(Activation activation, VectorWidth width)
    {
        if (!ActivationFunction.Of(activation).HasSlopeOfOutput)
        {
            Assert.Throws<ArgumentException>(() => Slopes(activation, width, [1]));
            return;
        }
        // At a kink either side may win, by rounding.
        float[] inputs = [.. Inputs().Where(z => Math.Abs(z) > 1e-18 && Math.Abs(Math.Abs(z) - 1) > 1e-6)];
        var slopes = Slopes(activation, width, inputs);
        var worst = Enumerable.Range(0, inputs.Length)
            .Max(i => Math.Abs(slopes[i] - ActivationFunction.Of(activation).Slope(inputs[i])));
        TestContext.Current.TestOutputHelper?.WriteLine($"{activation} {width}: {worst:g2}");
        Assert.True(worst <= MostOfSlope, $"{worst:g2}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_gives_the_same_bits(Activation activation, VectorWidth width) =>
        Assert.Equal(Apply(activation, VectorWidth.Bits128, Inputs()), Apply(activation, width, Inputs()));

    private static double Ulps(Activation activation, float z, float found)
    {
        var exact = ActivationFunction.Of(activation).Value(z);
        var rounded = FlushRule.Apply((float)exact);
        if (rounded == found)
            return 0;
        // Beside the threshold of flushing, one of the two may be zero.
        return Math.Abs(exact) < 1.01 * FlushRule.Threshold && found == 0
            ? 0
            : Math.Abs(found - exact) / (MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded));
    }

    /// <summary>Even steps over where the functions bend, magnitudes from the denormals to the largest number of both signs.</summary>
    private static float[] Inputs()
    {
        var even = Enumerable.Range(-50_000, 100_001).Select(i => i / 1000f);
        var magnitudes = Enumerable.Range(0, 8000).Select(i => (float)Math.Pow(10, -45 + (83.5 * i / 8000)));
        return [.. even, .. magnitudes, .. magnitudes.Select(z => -z), float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon];
    }

    private static (float[] Outputs, float[] Slopes) WithSlopes(Activation activation, VectorWidth width, float[] inputs)
    {
        using var values = Buffer(inputs);
        using var slopes = Buffer(new float[inputs.Length]);
        switch (width)
        {
            case VectorWidth.Bits512:
                ActivationKernel<Lanes512, Vector512<float>>.ApplyWithSlopes(activation, values.Pointer, slopes.Pointer, inputs.Length);
                break;
            case VectorWidth.Bits256:
                ActivationKernel<Lanes256, Vector256<float>>.ApplyWithSlopes(activation, values.Pointer, slopes.Pointer, inputs.Length);
                break;
            default:
                ActivationKernel<Lanes128, Vector128<float>>.ApplyWithSlopes(activation, values.Pointer, slopes.Pointer, inputs.Length);
                break;
        }
        return (values.Span[..inputs.Length].ToArray(), slopes.Span[..inputs.Length].ToArray());
    }

    private static float[] Slopes(Activation activation, VectorWidth width, float[] inputs)
    {
        using var values = Buffer(Apply(activation, width, inputs));
        for (var i = 0; i < inputs.Length; i += (int)width / 32)
        {
            var at = values.Pointer + i;
            switch (width)
            {
                case VectorWidth.Bits512:
                    Lanes512.Store(ActivationKernel<Lanes512, Vector512<float>>.Slope(activation, Lanes512.Load(at)), at);
                    break;
                case VectorWidth.Bits256:
                    Lanes256.Store(ActivationKernel<Lanes256, Vector256<float>>.Slope(activation, Lanes256.Load(at)), at);
                    break;
                default:
                    Lanes128.Store(ActivationKernel<Lanes128, Vector128<float>>.Slope(activation, Lanes128.Load(at)), at);
                    break;
            }
        }
        return values.Span[..inputs.Length].ToArray();
    }

    private static AlignedBuffer Buffer(float[] values)
    {
        var buffer = new AlignedBuffer(Panels.Count(values.Length) * Panels.Width);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    private static float[] Apply(Activation activation, VectorWidth width, float[] inputs)
    {
        using var buffer = Buffer(inputs);
        Activations.Apply(width, activation, buffer.Pointer, inputs.Length);
        return buffer.Span[..inputs.Length].ToArray();
    }
}
