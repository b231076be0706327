using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Adam (Kingma, Ba, arXiv:1412.6980) with L2 in the gradient.</summary>
internal sealed unsafe class Adam<TLanes, TVector>(TrainingOptions options, long parameters) : IOptimizer
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly AlignedBuffer _first = new(parameters);
    private readonly AlignedBuffer _second = new(parameters);
    private long _steps;
    private AdamStep _step;

    public bool NeedsWholeGradient => false;

    public void BeginStep(float* parameters, float* gradient)
    {
        _steps++;
        _step = new AdamStep(
            (float)options.L2,
            (float)Beta1,
            (float)(1 - Beta1),
            (float)Beta2,
            (float)Math.Sqrt(1 - Beta2),
            (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps))),
            (float)(options.LearningRate / (1 - Math.Pow(Beta1, _steps))),
            Epsilon);
    }

    public void Update(float* parameters, float* gradient, long first, long count)
    {
        AdamKernel<TLanes, TVector>.Run(_step, parameters + first, gradient + first, _first.Pointer + first, _second.Pointer + first, count);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        state.WriteBlock<float>(_first.Span);
        state.WriteBlock<float>(_second.Span);
    }

    public void Load(BinaryReader state)
    {
        _steps = state.ReadInt64();
        state.ReadBlock(_first.Span);
        state.ReadBlock(_second.Span);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
