using Engine.Measures;

namespace Engine.Bounds;

/// <summary>A bound beside the gap that was measured, in 0-1 error.</summary>
/// <param name="Layer">Hidden layer, 1-based; 0 for the whole network.</param>
/// <param name="Estimator">Of the information in it: one row of a run, layer and bound for each.</param>
/// <param name="Value">Of the bound; null for a scaling without constants.</param>
/// <param name="MeasuredGap">Training accuracy minus test accuracy.</param>
/// <param name="Detail">The quantities that it was computed from, with units.</param>
public sealed record GeneralizationBound(
    int Layer, BoundKind Kind, string Estimator, double? Value, double MeasuredGap, string Assumptions, string Detail)
{
    /// <summary>The 95% interval of a value that is estimated over many trainings; null where it is computed from one.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>Whether the samples are too few to show more information than went into it, so that the true one, and with it the bound,
    /// may be larger. Null where the information is not that of the plane.</summary>
    public bool? Saturated { get; init; }

    /// <summary>A gap of 1 is the largest there is: a bound of 1 or more says nothing. Null where there is no value.</summary>
    public bool? IsVacuous => Value is { } value ? value >= 1 : null;
}
