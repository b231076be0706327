namespace Engine.Measures;

/// <summary>From <paramref name="Low"/> to <paramref name="High"/>, in the unit of what it is an interval of.</summary>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>The share of intervals that hold what they are of.</summary>
    public const double Level = 0.95;
}
