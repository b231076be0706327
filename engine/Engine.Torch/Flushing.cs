using Engine.Numerics;

namespace Engine.Torch;

/// <summary><see cref="FlushRule"/> in tensor operations. TorchSharp has no switch for the processor's own flushing of denormals.</summary>
/// <remarks>A CPU is up to ten times slower where a product is denormal, so there the
/// rule is applied in every step to all that the rule names. A GPU multiplies
/// denormals at full speed: there it is applied to what leaves the device, so that a
/// network that was trained keeps to it wherever it was trained.</remarks>
/// <param name="inSteps">Whether steps flush.</param>
internal sealed class Flushing(bool inSteps)
{
    // hardshrink sets what is at most the limit to 0, the rule what is below the threshold.
    private static readonly double Limit = MathF.BitDecrement(FlushRule.Threshold);

    /// <summary>Below the smallest normal float32.</summary>
    private static readonly double LargestDenormal = MathF.BitDecrement(1.17549435e-38f);

    public static Flushing On(torch.Device device) => new(device.type == DeviceType.CPU);

    /// <summary>The values with those below <see cref="FlushRule.Threshold"/> replaced
    /// by 0, or the tensor itself where steps do not flush.</summary>
    public Tensor Apply(Tensor values) => inSteps ? torch.nn.functional.hardshrink(values, Limit) : values;

    /// <summary>The same in autograd's graph; the gradient that comes back is flushed too, and passes where a value was flushed.</summary>
    public Tensor InGraph(Tensor values) => inSteps ? BothWays.apply(values) : values;

    /// <summary>The same in place.</summary>
    public void ApplyIn(Tensor values)
    {
        if (inSteps)
            values.copy_(Apply(values));
    }

    /// <summary>In place, for sums of squares of flushed numbers: they become 0 or normal.</summary>
    public void ApplyToSquaresIn(Tensor values)
    {
        if (inSteps)
            values.copy_(torch.nn.functional.hardshrink(values, LargestDenormal));
    }

    private sealed class BothWays : torch.autograd.SingleTensorFunction<BothWays>
    {
        public override string Name => nameof(BothWays);

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars) =>
            torch.nn.functional.hardshrink((Tensor)vars[0], Limit);

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output) =>
            [torch.nn.functional.hardshrink(grad_output, Limit)];
    }
}
