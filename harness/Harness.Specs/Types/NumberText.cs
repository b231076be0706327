using System.Globalization;

namespace Harness.Specs.Types;

/// <summary>Numbers as text: shortest that reads back the same, whatever the culture.</summary>
public static class NumberText
{
    /// <summary>The form of JSON and messages, e.g. <c>0.001</c>, <c>1e-5</c>.</summary>
    public static string Canonical(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{text[exponent + 1] switch { '-' => "-", _ => "" }}{text[(exponent + 2)..].TrimStart('0')}";
    }

    /// <summary>The shorter of decimal and scientific form for numbers below 1, e.g. <c>1e-4</c>, <c>0.5</c>; else the canonical form.</summary>
    public static string Short(double value)
    {
        var canonical = Canonical(value);
        if (!canonical.StartsWith("0.", StringComparison.Ordinal))
            return canonical;
        var digits = canonical[2..].TrimStart('0');
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        var scientific = $"{digits[0]}{fraction}e-{canonical.Length - 1 - digits.Length}";
        return scientific.Length < canonical.Length ? scientific : canonical;
    }
}
