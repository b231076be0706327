using System.Runtime.CompilerServices;
using Engine.Networks;

namespace Engine.Numerics;

/// <summary>Activation functions in place, with results flushed by <see cref="FlushRule"/>; NaN stays NaN,
/// so that a diverged network shows.</summary>
public static unsafe class ActivationKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>One of them, so that each has a loop of its own without a choice inside.</summary>
    private interface IFunction
    {
        static abstract TVector At(TVector z);
    }

    /// <summary>One whose slope does not follow from its output.</summary>
    private interface ISlopedFunction : IFunction
    {
        static abstract TVector At(TVector z, out TVector slope);
    }

    /// <param name="values">Pre-activations, replaced by outputs; the memory is written up to whole vectors.</param>
    public static void Apply(Activation activation, float* values, int count)
    {
        switch (activation)
        {
            case Activation.Relu:
                Each<Relu>(values, count);
                break;
            case Activation.LeakyRelu:
                Each<LeakyRelu>(values, count);
                break;
            case Activation.Tanh:
                Each<Tanh>(values, count);
                break;
            case Activation.Elu:
                Each<Elu>(values, count);
                break;
            case Activation.Gelu:
                Each<Gelu>(values, count);
                break;
            case Activation.GeluTanh:
                Each<GeluTanh>(values, count);
                break;
            case Activation.Silu:
                Each<Silu>(values, count);
                break;
            case Activation.Softplus:
                Each<Softplus>(values, count);
                break;
            case Activation.HardTanh:
                Each<HardTanh>(values, count);
                break;
            default:
                Each<Sigmoid>(values, count);
                break;
        }
    }

    /// <summary>The outputs at pre-activations <paramref name="z"/>.</summary>
    public static TVector Apply(Activation activation, TVector z) => activation switch
    {
        Activation.Relu => One<Relu>(z),
        Activation.LeakyRelu => One<LeakyRelu>(z),
        Activation.Tanh => One<Tanh>(z),
        Activation.Elu => One<Elu>(z),
        Activation.Gelu => One<Gelu>(z),
        Activation.GeluTanh => One<GeluTanh>(z),
        Activation.Silu => One<Silu>(z),
        Activation.Softplus => One<Softplus>(z),
        Activation.HardTanh => One<HardTanh>(z),
        _ => One<Sigmoid>(z),
    };

    /// <summary><see cref="Apply(Activation, float*, int)"/> with the slopes, flushed too, for an activation whose slope does not follow
    /// from its output.</summary>
    /// <param name="slopes">Written up to whole vectors.</param>
    public static void ApplyWithSlopes(Activation activation, float* values, float* slopes, int count)
    {
        switch (activation)
        {
            case Activation.Gelu:
                Each<Gelu>(values, slopes, count);
                break;
            case Activation.GeluTanh:
                Each<GeluTanh>(values, slopes, count);
                break;
            case Activation.Silu:
                Each<Silu>(values, slopes, count);
                break;
            default:
                throw new ArgumentException($"the slope of {activation} follows from its output", nameof(activation));
        }
    }

    /// <summary>The derivative, read off the output.</summary>
    /// <exception cref="ArgumentException">It does not follow from the output.</exception>
    public static TVector Slope(Activation activation, TVector output)
    {
        var one = TLanes.Create(1f);
        return activation switch
        {
            Activation.Relu => TLanes.Choose(TLanes.GreaterThan(output, TLanes.Zero), one, TLanes.Zero),
            Activation.LeakyRelu => TLanes.Choose(
                TLanes.GreaterThan(output, TLanes.Zero), one, TLanes.Create(Activations.LeakySlope)),
            Activation.Tanh => TLanes.Subtract(one, TLanes.Multiply(output, output)),
            Activation.Elu => TLanes.Choose(TLanes.GreaterThan(output, TLanes.Zero), one, TLanes.Add(output, one)),
            Activation.Softplus => SmoothRectifiers<TLanes, TVector>.SoftplusSlope(output),
            Activation.HardTanh => TLanes.Choose(TLanes.GreaterThan(one, TLanes.Abs(output)), one, TLanes.Zero),
            Activation.Sigmoid => TLanes.Multiply(output, TLanes.Subtract(one, output)),
            _ => throw new ArgumentException($"the slope of {activation} does not follow from its output", nameof(activation)),
        };
    }

    private static void Each<TFunction>(float* values, int count)
        where TFunction : IFunction
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TFunction.At(TLanes.Load(values + i)), values + i);
    }

    private static void Each<TFunction>(float* values, float* slopes, int count)
        where TFunction : ISlopedFunction
    {
        for (var i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(TFunction.At(TLanes.Load(values + i), out var slope), values + i);
            TLanes.Store(slope, slopes + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TVector One<TFunction>(TVector z)
        where TFunction : IFunction => TFunction.At(z);

    private readonly struct Relu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Relu(z);
    }

    private readonly struct LeakyRelu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(TLanes.Choose(
            TLanes.GreaterThan(TLanes.Zero, z), TLanes.Multiply(z, TLanes.Create(Activations.LeakySlope)), z));
    }

    private readonly struct Tanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(LaneMath<TLanes, TVector>.Tanh(z));
    }

    private readonly struct Sigmoid : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(LaneMath<TLanes, TVector>.Sigmoid(z));
    }

    private readonly struct HardTanh : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(LaneMath<TLanes, TVector>.HardTanh(z));
    }

    private readonly struct Elu : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(SmoothRectifiers<TLanes, TVector>.Elu(z));
    }

    private readonly struct Softplus : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => LaneMath<TLanes, TVector>.Flush(SmoothRectifiers<TLanes, TVector>.Softplus(z));
    }

    private readonly struct Gelu : ISlopedFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => At(z, out _);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z, out TVector slope) =>
            LaneMath<TLanes, TVector>.Flush(SmoothRectifiers<TLanes, TVector>.Gelu(z, out slope));
    }

    private readonly struct GeluTanh : ISlopedFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => At(z, out _);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z, out TVector slope) =>
            LaneMath<TLanes, TVector>.Flush(SmoothRectifiers<TLanes, TVector>.GeluTanh(z, out slope));
    }

    private readonly struct Silu : ISlopedFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z) => At(z, out _);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector At(TVector z, out TVector slope) =>
            LaneMath<TLanes, TVector>.Flush(SmoothRectifiers<TLanes, TVector>.Silu(z, out slope));
    }
}
