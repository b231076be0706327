using System.Runtime.InteropServices;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd.Optimizers;

/// <summary>Adam (Kingma, Ba, arXiv:1412.6980) with L2 in the gradient.</summary>
internal sealed unsafe class Adam<TLanes, TVector>(long parameters) : IOptimizer
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

    public void BeginStep(float* parameters, float* gradient, double rate)
    {
        _steps++;
        _step = new AdamStep(
            (float)Beta1,
            (float)(1 - Beta1),
            (float)Beta2,
            (float)Math.Sqrt(1 - Beta2),
            (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps))),
            (float)(rate / (1 - Math.Pow(Beta1, _steps))),
            Epsilon);
    }

    public void Update(float* parameters, float* gradient, long first, long count, float l2)
    {
        AdamKernel<TLanes, TVector>.Run(
            _step, l2, parameters + first, gradient + first, _first.Pointer + first, _second.Pointer + first, count);
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

/// <summary>One pass over parameters, gradient and both moments.</summary>
internal static unsafe class AdamKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>The smallest normal float32.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    public static void Run(in AdamStep step, float decay, float* theta, float* gradient, float* first, float* second, long count)
    {
        TVector l2 = TLanes.Create(decay), keep1 = TLanes.Create(step.Keep1), take1 = TLanes.Create(step.Take1);
        TVector keep2 = TLanes.Create(step.Keep2), rootTake2 = TLanes.Create(step.RootTake2), normal = TLanes.Create(SmallestNormal);
        TVector scale = TLanes.Create(step.SecondScale), rate = TLanes.Create(-step.Rate), epsilon = TLanes.Create(step.Epsilon);
        for (long i = 0; i < count; i += TLanes.Count)
        {
            var value = TLanes.Load(theta + i);
            var g = Flush(TLanes.MultiplyAdd(l2, value, TLanes.Load(gradient + i)));
            var m = Flush(TLanes.MultiplyAdd(keep1, TLanes.Load(first + i), TLanes.Multiply(take1, g)));
            var root = Flush(TLanes.Multiply(rootTake2, g));
            var v = TLanes.MultiplyAdd(keep2, TLanes.Load(second + i), TLanes.Multiply(root, root));
            v = TLanes.Choose(TLanes.GreaterThan(normal, v), TLanes.Zero, v);
            var denominator = TLanes.MultiplyAdd(TLanes.Sqrt(v), scale, epsilon);
            var changed = TLanes.MultiplyAdd(rate, TLanes.Divide(m, denominator), value);
            TLanes.Store(Flush(changed), theta + i);
            TLanes.Store(m, first + i);
            TLanes.Store(v, second + i);
        }
    }

    private static TVector Flush(TVector value) => LaneMath<TLanes, TVector>.Flush(value);
}

/// <summary>The numbers of one Adam step.</summary>
/// <param name="Keep1">beta1.</param>
/// <param name="Take1">1 - beta1.</param>
/// <param name="Keep2">beta2.</param>
/// <param name="RootTake2">sqrt(1 - beta2): the gradient is scaled before it is squared, so that a square is 0 or a normal number.</param>
/// <param name="SecondScale">1 / sqrt(1 - beta2^t).</param>
/// <param name="Rate">learning rate / (1 - beta1^t).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdamStep(
    float Keep1, float Take1, float Keep2, float RootTake2, float SecondScale, float Rate, float Epsilon);
