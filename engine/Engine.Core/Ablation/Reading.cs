using System.Globalization;

namespace Engine.Ablation;

/// <summary>One number read off a curve, or off several.</summary>
/// <param name="Name">As the insights table names it.</param>
/// <param name="Direction">The curve's direction; null where several or none were read.</param>
/// <param name="Value">NaN where it is undefined.</param>
/// <param name="Detail">How it came about, and when undefined why.</param>
public sealed record Reading(string Name, AblationDirection? Direction, double Value, string Detail)
{
    /// <summary>17 digits from here on end within 28 places.</summary>
    private const double SmallestWrittenOut = 1e-10;

    /// <summary>The reading under the name of its tolerance in percent: <c>sufficient</c> at 0.02 is <c>sufficient_2</c>.</summary>
    public Reading At(double tolerance) => this with { Name = $"{Name}_{Percent(tolerance)}" };

    /// <summary>A share of 1 in percent, exactly: two shares never have one text.</summary>
    /// <remarks>The decimal point of the shortest text that reads back the same is moved: a product by 100 is rounded.</remarks>
    private static string Percent(double share)
    {
        var text = share.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        // A decimal holds 28 places; a share that needs more is so small that its text has an exponent.
        if (exponent >= 0 && share < SmallestWrittenOut)
            return $"{text[..exponent]}e{int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture) + 2}";
        return (100 * decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))
            .ToString("0.############################", CultureInfo.InvariantCulture);
    }

    internal static Reading Undefined(string name, AblationDirection? direction, string reason) => new(name, direction, double.NaN, reason);
}
