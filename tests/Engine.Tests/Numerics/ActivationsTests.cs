using Engine.Networks;
using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed unsafe class ActivationsTests
{
    /// <summary>Units in the last place that a result may be off; the analysis and the tests of training live well with it.</summary>
    private const double MostUlps = 4;

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
            Activation.Tanh => [float.NaN, 1, -1, 0],
            _ => [float.NaN, 1, 0, 0.5f],
        };
        Assert.Equal(expected, outputs);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_gives_the_same_bits(Activation activation, VectorWidth width) =>
        Assert.Equal(Apply(activation, VectorWidth.Bits128, Inputs()), Apply(activation, width, Inputs()));

    private static double Ulps(Activation activation, float z, float found)
    {
        var exact = activation switch
        {
            Activation.Relu => Math.Max(0, (double)z),
            Activation.LeakyRelu => z > 0 ? z : 0.01f * (double)z,
            Activation.Tanh => Math.Tanh(z),
            _ => 1 / (1 + Math.Exp(-(double)z)),
        };
        var rounded = FlushRule.Apply((float)exact);
        if (rounded == found)
            return 0;
        // Beside the threshold of flushing, one of the two may be zero.
        return Math.Abs(exact) < 1.01 * FlushRule.Threshold && found == 0
            ? 0
            : Math.Abs(found - exact) / (MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded));
    }

    /// <summary>Even steps over where the functions bend, and magnitudes from 1e-25 to 1e4 of both signs.</summary>
    private static float[] Inputs()
    {
        var even = Enumerable.Range(-40_000, 80_001).Select(i => i / 2000f);
        var magnitudes = Enumerable.Range(0, 4000).Select(i => (float)Math.Pow(10, -25 + (29.0 * i / 4000)));
        return [.. even, .. magnitudes, .. magnitudes.Select(z => -z)];
    }

    private static float[] Apply(Activation activation, VectorWidth width, float[] inputs)
    {
        using var buffer = new AlignedBuffer(Panels.Count(inputs.Length) * Panels.Width);
        inputs.CopyTo(buffer.Span);
        Activations.Apply(width, activation, buffer.Pointer, inputs.Length);
        return buffer.Span[..inputs.Length].ToArray();
    }
}
