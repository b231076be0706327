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

    /// <summary><c>[4, 16]</c>: of exp(-D / (8 s2)).</summary>
    public float[] Lanes8 { get; } = new float[Samples * Engine.Numerics.Panels.Width];

    /// <summary><c>[4, 16]</c>: of exp(-D / (2 s2)).</summary>
    public float[] Lanes2 { get; } = new float[Samples * Engine.Numerics.Panels.Width];

    public unsafe float* Row(int i) => Panels.Rows.Row(first + Math.Min(i, Count - 1));

    public double Sum8(int i) => Sum(Lanes8, i);

    public double Sum2(int i) => Sum(Lanes2, i);

    private static double Sum(float[] lanes, int i)
    {
        var sum = 0.0;
        for (var lane = 0; lane < Engine.Numerics.Panels.Width; lane++)
            sum += lanes[(i * Engine.Numerics.Panels.Width) + lane];
        return sum;
    }
}
