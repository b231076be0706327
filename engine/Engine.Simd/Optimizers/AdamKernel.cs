using Engine.Numerics;

namespace Engine.Simd.Optimizers;

/// <summary>One pass over parameters, gradient and both moments.</summary>
internal static unsafe class AdamKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>The smallest normal float32.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    public static void Run(in AdamStep step, float* theta, float* gradient, float* first, float* second, long count)
    {
        TVector l2 = TLanes.Create(step.L2), keep1 = TLanes.Create(step.Keep1), take1 = TLanes.Create(step.Take1);
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
