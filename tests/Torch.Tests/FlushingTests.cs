using Engine.Numerics;

namespace Torch.Tests;

/// <summary>Steps on the CPU keep the named rule; those on a GPU leave it to what leaves the device.</summary>
public sealed class FlushingTests
{
    private const float SmallestNormal = 1.17549435e-38f;

    private static readonly float[] Values =
    [
        0, -0f, 1, -1, float.NaN, float.PositiveInfinity, FlushRule.Threshold, -FlushRule.Threshold,
        MathF.BitDecrement(FlushRule.Threshold), -MathF.BitDecrement(FlushRule.Threshold),
        MathF.BitIncrement(FlushRule.Threshold), SmallestNormal, float.Epsilon,
    ];

    [Fact]
    public void On_the_cpu_it_is_the_rule()
    {
        using var tensor = Tensor();
        using var flushed = Flushing.On(torch.CPU).Apply(tensor);
        Assert.Equal(Values.Select(FlushRule.Apply), HostTensors.ToArray<float>(flushed));
        Flushing.On(torch.CPU).ApplyIn(tensor);
        Assert.Equal(Values.Select(FlushRule.Apply), HostTensors.ToArray<float>(tensor));
    }

    [Fact]
    public void Squares_become_zero_or_normal()
    {
        Assert.NotNull(TorchCpu.Trainer);
        using var tensor = torch.tensor(new[] { SmallestNormal, MathF.BitDecrement(SmallestNormal), float.Epsilon, 1e-30f });
        Flushing.On(torch.CPU).ApplyToSquaresIn(tensor);
        Assert.Equal([SmallestNormal, 0, 0, 1e-30f], HostTensors.ToArray<float>(tensor));
    }

    [Fact]
    public void On_a_gpu_steps_leave_everything_as_it_is()
    {
        using var tensor = Tensor();
        var flushing = new Flushing(inSteps: false);
        Assert.Same(tensor, flushing.Apply(tensor));
        flushing.ApplyIn(tensor);
        flushing.ApplyToSquaresIn(tensor);
        Assert.Equal(Values, HostTensors.ToArray<float>(tensor));
    }

    private static Tensor Tensor()
    {
        Assert.NotNull(TorchCpu.Trainer);
        return torch.tensor(Values);
    }
}
