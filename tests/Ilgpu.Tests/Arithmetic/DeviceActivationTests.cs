using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Ilgpu.Arithmetic;

namespace Ilgpu.Tests.Arithmetic;

public class DeviceActivationTests
{
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void It_is_the_reference_within_4_ulp(Activation activation)
    {
        for (var z = -40f; z < 40; z += 0.00371f)
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
    public void Outputs_below_the_threshold_are_0(Activation activation, float z, float expected) =>
        Assert.Equal(expected, DeviceActivation.Apply(activation, z));

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
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
