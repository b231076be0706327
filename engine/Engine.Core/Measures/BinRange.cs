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

    /// <summary>The place of <paramref name="value"/> among evenly spaced edges, the first at <see cref="Low"/> and the last at
    /// <see cref="High"/>: bin k is from edge k on and below the next, and what reaches the last edge has a bin of its own. It is
    /// <c>numpy.digitize(value, numpy.linspace(Low, High, edges)) - 1</c>; what is below the first edge is in bin 0.</summary>
    public int BinByEdges(float value, int edges)
    {
        if (value >= High)
            return edges - 1;
        var step = Width / (edges - 1);
        // The quotient is within one of the edge that the value reaches.
        var bin = (int)Math.Clamp(Math.Floor(((double)value - Low) / step), 0, edges - 2);
        if (bin > 0 && value < Low + (bin * step))
            return bin - 1;
        return bin < edges - 2 && value >= Low + ((bin + 1) * step) ? bin + 1 : bin;
    }
}
