using Engine.Networks;

namespace Engine.Numerics;

/// <summary>Activation functions in place, with results flushed by <see cref="FlushRule"/>; NaN stays NaN,
/// so that a diverged network shows.</summary>
public static unsafe class ActivationKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <param name="values">Pre-activations, replaced by outputs; the memory is written up to whole vectors.</param>
    public static void Apply(Activation activation, float* values, int count)
    {
        if (activation == Activation.Relu)
        {
            Relu(values, count);
            return;
        }
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(Apply(activation, TLanes.Load(values + i)), values + i);
    }

    /// <summary>The loop that most networks spend their time in, without a choice inside.</summary>
    private static void Relu(float* values, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(LaneMath<TLanes, TVector>.Relu(TLanes.Load(values + i)), values + i);
    }

    /// <summary>The outputs at pre-activations <paramref name="z"/>.</summary>
    public static TVector Apply(Activation activation, TVector z)
    {
        var y = activation switch
        {
            Activation.Relu => TLanes.Choose(TLanes.GreaterThan(TLanes.Zero, z), TLanes.Zero, z),
            Activation.LeakyRelu => TLanes.Choose(
                TLanes.GreaterThan(TLanes.Zero, z), TLanes.Multiply(z, TLanes.Create(Activations.LeakySlope)), z),
            Activation.Tanh => LaneMath<TLanes, TVector>.Tanh(z),
            _ => LaneMath<TLanes, TVector>.Sigmoid(z),
        };
        return LaneMath<TLanes, TVector>.Flush(y);
    }
}
