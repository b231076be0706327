using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Stochastic gradient descent with momentum as in PyTorch: v = momentum v + g (v = g at the first step), theta -= rate v; L2 in the gradient.</summary>
internal sealed unsafe class Sgd<TLanes, TVector>(TrainingOptions options, long parameters) : IOptimizer
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly AlignedBuffer _velocity = new(parameters);

    public bool NeedsWholeGradient => false;

    public void BeginStep(float* parameters, float* gradient)
    {
        // The velocity starts at zero, so that the first step needs no case of its own.
    }

    public void Update(float* parameters, float* gradient, long first, long count)
    {
        var (rate, momentum, l2) = ((float)options.LearningRate, (float)options.Momentum, (float)options.L2);
        SgdKernel<TLanes, TVector>.Run(rate, momentum, l2, parameters + first, gradient + first, _velocity.Pointer + first, count);
    }

    public void Save(BinaryWriter state) => state.WriteBlock<float>(_velocity.Span);

    public void Load(BinaryReader state) => state.ReadBlock(_velocity.Span);

    public void Dispose() => _velocity.Dispose();
}
