using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Ilgpu.Arithmetic;

namespace Ilgpu.Tests.Arithmetic;

public class DeviceActivationTests
{
    public static TheoryData<Activation> All() => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_the_reference_within_4_ulp(Activation activation)
    {
        var magnitudes = Enumerable.Range(0, 8000).Select(i => (float)Math.Pow(10, -45 + (83.5 * i / 8000)));
        float[] even = [.. Enumerable.Range(-40_000, 80_001).Select(i => i / 1000f)];
        foreach (var z in even.Concat(magnitudes).Concat(magnitudes.Select(z => -z)))
        {
            var expected = ReferencePass.Activate(activation, z);
            var tolerance = Math.Max(Math.Abs(expected) * 4 / (1 << 23), 1e-30);
            Assert.InRange(DeviceActivation.Apply(activation, z), expected - tolerance, expected + tolerance);
        }
    }

    [Theory]
    [InlineData(Activation.Relu, 1e-19f, 0f)]
    [InlineData(Activation.Relu, FlushRule.Threshold, FlushRule.Threshold)]
    [InlineData(Activation.LeakyRelu, -1e-18f, 0f)]
    [InlineData(Activation.Tanh, 1e-19f, 0f)]
    [InlineData(Activation.Sigmoid, -44f, 0f)]
    [InlineData(Activation.Elu, -1e-19f, 0f)]
    [InlineData(Activation.Gelu, -9.3f, 0f)]
    [InlineData(Activation.Softplus, -44f, 0f)]
    public void Outputs_below_the_threshold_are_0(Activation activation, float z, float expected) =>
        Assert.Equal(expected, DeviceActivation.Apply(activation, z));

    [Theory]
    [InlineData(Activation.Elu, float.PositiveInfinity, -1f)]
    [InlineData(Activation.Gelu, float.PositiveInfinity, 0f)]
    [InlineData(Activation.GeluTanh, float.PositiveInfinity, 0f)]
    [InlineData(Activation.Silu, float.PositiveInfinity, 0f)]
    [InlineData(Activation.Softplus, float.PositiveInfinity, 0f)]
    [InlineData(Activation.HardTanh, 1f, -1f)]
    public void Infinities_give_limits(Activation activation, float above, float below)
    {
        Assert.Equal(above, DeviceActivation.Apply(activation, float.PositiveInfinity));
        Assert.Equal(below, DeviceActivation.Apply(activation, float.NegativeInfinity));
    }

    /// <summary>The edge of its one-bit quantizer.</summary>
    [Fact]
    public void Softplus_of_0_is_the_float_nearest_to_its_value() =>
        Assert.Equal(QuantizerFitting.OneBitEdge(Activation.Softplus), DeviceActivation.Apply(Activation.Softplus, 0));

    [Theory]
    [MemberData(nameof(All))]
    public void NaN_stays_NaN(Activation activation) => Assert.True(float.IsNaN(DeviceActivation.Apply(activation, float.NaN)));

    [Theory]
    [InlineData(0f, false)]
    [InlineData(float.Epsilon, true)]
    [InlineData(float.NaN, true)]
    [InlineData(float.NegativeInfinity, true)]
    public void Only_the_two_zeros_are_zero(float value, bool expected) => Assert.Equal(expected, DeviceActivation.IsNotZero(value));

    [Fact]
    public void Negative_zero_is_the_other_one() => Assert.False(DeviceActivation.IsNotZero(-0f));
}
