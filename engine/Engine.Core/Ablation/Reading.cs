using System.Globalization;

namespace Engine.Ablation;

/// <summary>One number read off a curve, or off several.</summary>
/// <param name="Name">As the insights table names it.</param>
/// <param name="Direction">The curve's direction; null where several or none were read.</param>
/// <param name="Value">NaN where it is undefined.</param>
/// <param name="Detail">How it came about, and when undefined why.</param>
public sealed record Reading(string Name, AblationDirection? Direction, double Value, string Detail)
{
    /// <summary>The reading under the name of its tolerance in percent: <c>sufficient</c> at 0.02 is <c>sufficient_2</c>.</summary>
    public Reading At(double tolerance) =>
        this with { Name = $"{Name}_{(tolerance * 100).ToString("0.##########", CultureInfo.InvariantCulture)}" };

    internal static Reading Undefined(string name, AblationDirection? direction, string reason) => new(name, direction, double.NaN, reason);
}
