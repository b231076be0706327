using System.Runtime.Intrinsics;

namespace Engine.Numerics;

/// <summary>One output's part in a row of sums: sum + factor times weight, without fused multiply-adds, so that every vector width gives the same bits.</summary>
public static unsafe class RankOne
{
    /// <param name="weights">The output's row in the first panel; the next panel's is <paramref name="panelLength"/> floats on.</param>
    /// <param name="from">The row to which is added, in whole panels.</param>
    /// <param name="to">Written; it may be <paramref name="from"/>.</param>
    public static void Add(float factor, float* weights, long panelLength, int panels, float* from, float* to)
    {
        var broadcast = Vector256.Create(factor);
        for (var panel = 0; panel < panels; panel++, weights += panelLength, from += Panels.Width, to += Panels.Width)
        {
            for (var lane = 0; lane < Panels.Width; lane += Vector256<float>.Count)
                (Vector256.Load(from + lane) + (broadcast * Vector256.Load(weights + lane))).Store(to + lane);
        }
    }
}
