namespace Engine.Measures;

/// <summary>The interval that equal bins divide. A value outside belongs to the outermost bin.</summary>
public readonly record struct BinRange(float Low, float High)
{
    /// <summary>Probabilities, and sigmoid's outputs.</summary>
    public static BinRange Unit { get; } = new(0, 1);

    /// <summary>The outputs of tanh and hard-tanh.</summary>
    public static BinRange Symmetric { get; } = new(-1, 1);

    public double Width => (double)High - Low;

    /// <summary>The bin of <paramref name="value"/> among <paramref name="bins"/> equal ones, from 0;
    /// a range of one point has one bin.</summary>
    public int Bin(float value, int bins)
    {
        if (High <= Low)
            return 0;
        var place = ((double)value - Low) / Width * bins;
        return (int)Math.Clamp(Math.Floor(place), 0, bins - 1);
    }
}
