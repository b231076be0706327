namespace Engine.InformationPlane;

/// <summary>Four samples that meet a chunk of panels, and the sums per lane that come of it.</summary>
internal sealed class PairwiseTile(ClassPanels panels, int first, float exponent)
{
    /// <summary>Samples of a tile: their distances are summed in registers at once. The last tile repeats its last sample.</summary>
    public const int Samples = 4;

    /// <summary>Panels after which lanes are added up in float64: a lane sums so few terms in float32 that it is right to 1e-6.</summary>
    public const int Chunk = 16;

    public ClassPanels Panels { get; } = panels;

    public float Exponent { get; } = exponent;

    public int Count { get; } = Math.Min(Samples, panels.Samples - first);

    /// <summary>Floats of one sample in <see cref="Lanes"/>.</summary>
    public const int Stride = 4 * Engine.Numerics.Panels.Width;

    /// <summary><c>[4 samples, 4, 16]</c>: of e = exp(-D / (8 s2)), of exp(-D / (2 s2)) = e^4, of 1 - e and of 1 - e^4.</summary>
    public float[] Lanes { get; } = new float[Samples * Stride];

    public unsafe float* Row(int i) => Panels.Rows.Row(first + Math.Min(i, Count - 1));

    /// <summary>Of exp(-D / (8 s2)).</summary>
    public PairSum Sum8(int i) => new(Sum(i, 0), Sum(i, 2));

    /// <summary>Of exp(-D / (2 s2)).</summary>
    public PairSum Sum2(int i) => new(Sum(i, 1), Sum(i, 3));

    private double Sum(int i, int kind)
    {
        var sum = 0.0;
        foreach (var lane in Lanes.AsSpan((i * Stride) + (kind * Engine.Numerics.Panels.Width), Engine.Numerics.Panels.Width))
            sum += lane;
        return sum;
    }
}

/// <summary>A sum of terms from 0 to 1, and what the terms lack to 1, summed by itself: where all are nearly 1 the sum shows
/// nothing but its rounding.</summary>
internal readonly record struct PairSum(double Value, double Lacking)
{
    /// <summary>-log2 of the mean of <paramref name="terms"/> terms, right to some 1e-6 of itself, however near 0 it is.</summary>
    public double Bits(int terms) => 2 * Value > terms
        ? -LogOfOnePlus(-Lacking / terms) / Math.Log(2)
        : -Math.Log2(Value / terms);

    public static PairSum operator +(PairSum a, PairSum b) => new(a.Value + b.Value, a.Lacking + b.Lacking);

    /// <summary>ln(1 + x) to a few ulp of itself: what 1 + x rounds away is put back as a factor.</summary>
    private static double LogOfOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
