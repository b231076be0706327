using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Stochastic gradient descent with momentum as in PyTorch: v = momentum v + g (v = g at the first step), theta -= rate v; L2 in
/// the gradient.</summary>
internal sealed unsafe class Sgd<TLanes, TVector>(TrainingOptions options, long parameters) : IOptimizer
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly AlignedBuffer _velocity = new(parameters);
    private float _rate;

    public bool NeedsWholeGradient => false;

    /// <summary>The velocity starts at zero, so that the first step needs no case of its own.</summary>
    public void BeginStep(float* parameters, float* gradient, double rate) => _rate = (float)rate;

    public void Update(float* parameters, float* gradient, long first, long count, float l2)
    {
        SgdKernel<TLanes, TVector>.Run(
            _rate, (float)options.Momentum, l2, parameters + first, gradient + first, _velocity.Pointer + first, count);
    }

    public void Save(BinaryWriter state) => state.WriteBlock<float>(_velocity.Span);

    public void Load(BinaryReader state) => state.ReadBlock(_velocity.Span);

    public void Dispose() => _velocity.Dispose();
}

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
