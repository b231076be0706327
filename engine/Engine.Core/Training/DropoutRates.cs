using System.Collections.Immutable;

namespace Engine.Training;

/// <summary>Probabilities of hidden units to be dropped: one for all layers, or one for each.</summary>
/// <param name="Values">At least one.</param>
public sealed record DropoutRates(ImmutableArray<double> Values)
{
    public bool IsOn => Values.Any(rate => rate > 0);

    /// <summary>Null where layers have rates of their own.</summary>
    public double? Common => Values.Length == 1 ? Values[0] : null;

    /// <param name="layer">Hidden layer, 0-based.</param>
    public double Of(int layer) => Values.Length == 1 ? Values[0] : Values[layer];

    public static implicit operator DropoutRates(double rate) => FromDouble(rate);

    /// <summary>The same rate for all layers.</summary>
    public static DropoutRates FromDouble(double rate) => new([rate]);

    public bool Equals(DropoutRates? other) => other is not null && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Values.Length, Values[0]);

    public override string ToString() => string.Join(", ", Values);
}
