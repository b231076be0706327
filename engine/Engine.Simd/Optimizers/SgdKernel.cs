using Engine.Numerics;

namespace Engine.Simd.Optimizers;

/// <summary>One pass over parameters, gradient and velocity.</summary>
internal static unsafe class SgdKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    public static void Run(float rate, float momentum, float l2, float* theta, float* gradient, float* velocity, long count)
    {
        TVector decay = TLanes.Create(l2), keep = TLanes.Create(momentum), step = TLanes.Create(-rate);
        for (long i = 0; i < count; i += TLanes.Count)
        {
            var value = TLanes.Load(theta + i);
            var g = LaneMath<TLanes, TVector>.Flush(TLanes.MultiplyAdd(decay, value, TLanes.Load(gradient + i)));
            var v = LaneMath<TLanes, TVector>.Flush(TLanes.MultiplyAdd(keep, TLanes.Load(velocity + i), g));
            TLanes.Store(v, velocity + i);
            TLanes.Store(LaneMath<TLanes, TVector>.Flush(TLanes.MultiplyAdd(step, v, value)), theta + i);
        }
    }
}
