using System.Collections.Immutable;

namespace Harness.Specs;

/// <summary>(x - mean) / std on inputs that are already divided to 0..1; one number for all channels, or one per channel.</summary>
public sealed record InputScaling
{
    public ImmutableArray<double> Mean { get; init; } = [0];

    /// <summary>Above 0, also as float32.</summary>
    public ImmutableArray<double> Std { get; init; } = [1];

    /// <summary>Nothing changes.</summary>
    public bool IsIdentity => Mean.All(mean => mean == 0) && Std.All(std => std == 1);

    /// <summary>How many channels the data must have; null when the numbers hold for all channels.</summary>
    public int? Channels => Math.Max(Mean.Length, Std.Length) is var channels && channels > 1 ? channels : null;

    public double MeanOf(int channel) => Mean.Length == 1 ? Mean[0] : Mean[channel];

    public double StdOf(int channel) => Std.Length == 1 ? Std[0] : Std[channel];

    public bool Equals(InputScaling? other) =>
        other is not null && Mean.AsSpan().SequenceEqual(other.Mean.AsSpan()) && Std.AsSpan().SequenceEqual(other.Std.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Mean.Length, Mean[0], Std[0]);
}
