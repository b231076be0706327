using System.Globalization;
using System.Text.RegularExpressions;
using Engine;

namespace Harness.Runs.Expectations;

/// <summary>The accuracy that the original network has on the samples that are evaluated.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="HalfUnit">Half a unit of its last digit.</param>
public sealed partial record ExpectedAccuracy(string Text, double Value, double HalfUnit)
{
    /// <summary>Fewer digits would fit other networks.</summary>
    private const int LeastDigits = 3;

    /// <exception cref="UsageException">It is no share with three digits or more after the point.</exception>
    public static ExpectedAccuracy Parse(string text)
    {
        var digits = Share().Match(text ?? "").Groups["digits"].Value.Length;
        if (digits < LeastDigits || !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > 1)
            throw new UsageException($"--expect-accuracy is {text}: needed is the share of right answers, from 0 to 1, with three digits "
                + "or more after the point, e.g. 0.9666; fewer would fit other networks too");
        return new ExpectedAccuracy(text!, value, Math.Pow(10, -digits) / 2);
    }

    /// <summary>Whether an accuracy differs by no more than the rounding of the number given and by one answer, which a near-tie may
    /// turn.</summary>
    public bool Holds(double accuracy, int samples) => Math.Abs(accuracy - Value) <= HalfUnit + (1.0 / samples) + 1e-9;

    /// <summary>The tolerance for people.</summary>
    public static string ToleranceText(int samples) => FormattableString.Invariant($"its rounding and one answer of {samples}");

    [GeneratedRegex(@"^[0-9]?\.(?<digits>[0-9]+)$")]
    private static partial Regex Share();
}
