using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A real number within bounds. Training computes in float32, so nothing beyond its range is a number here.</summary>
public sealed class NumberType : SpecType<double>
{
    private const double Largest = float.MaxValue;

    private NumberType(string expected) => Expected = expected;

    public override string Expected { get; }

    public double Minimum { get; private init; } = -Largest;

    /// <summary><see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumExcluded { get; private init; }

    /// <summary>This number and larger ones are refused; null where there is no such bound.</summary>
    public double? UpperBound { get; private init; }

    public static NumberType Any { get; } = new("a finite number");

    public static NumberType From(double minimum) =>
        new($"a finite number from {NumberText.Canonical(minimum)} up") { Minimum = minimum };

    public static NumberType Above(double minimum) =>
        new($"a finite number above {NumberText.Canonical(minimum)}") { Minimum = minimum, MinimumExcluded = true };

    public static NumberType Between(double minimum, double bound) =>
        new($"a number above {NumberText.Canonical(minimum)} and below {NumberText.Canonical(bound)}")
        {
            Minimum = minimum,
            MinimumExcluded = true,
            UpperBound = bound,
        };

    public static NumberType FromTo(double minimum, double maximum) =>
        new($"a number from {NumberText.Canonical(minimum)} to {NumberText.Canonical(maximum)}")
        {
            Minimum = minimum,
            UpperBound = Math.BitIncrement(maximum),
        };

    public static NumberType FromBelow(double minimum, double bound) =>
        new($"a number from {NumberText.Canonical(minimum)} up, below {NumberText.Canonical(bound)}")
        {
            Minimum = minimum,
            UpperBound = bound,
        };

    internal override bool TryRead(SpecNode node, ReadScope scope, out double value)
    {
        value = 0;
        if (node is not ScalarNode { IsPlain: true, IsNothing: false } scalar || !TryParse(scalar.Text, out value))
            return scope.Fail(node, Expected);
        if (!Contains(value))
        {
            var found = value;
            return scope.Fail(node, Expected, () => Beyond(found));
        }
        value += 0.0; // -0 becomes 0: they are one setting
        return true;
    }

    private static bool TryParse(string text, out double value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value);
    }

    // A number that float32 rounds to 0 is not above 0.
    private bool Contains(double value) =>
        Math.Abs(value) <= Largest
        && (MinimumExcluded ? value > Minimum && (float)value > (float)Minimum : value >= Minimum)
        && !(value >= UpperBound);

    /// <summary>Why a number that seems to lie within the bounds does not.</summary>
    private string Beyond(double value) => double.IsFinite(value) && Math.Abs(value) > Largest
        ? $", which is beyond float32's largest number, {NumberText.Canonical(Largest)}"
        : value > Minimum && !(value >= UpperBound) ? ", which is 0 in float32" : "";

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => Bounded(new JsonObject { ["type"] = "number" });

    private JsonObject Bounded(JsonObject schema)
    {
        if (Minimum > -Largest)
            schema[MinimumExcluded ? "exclusiveMinimum" : "minimum"] = Minimum;
        if (UpperBound is { } bound)
            schema["exclusiveMaximum"] = bound;
        return schema;
    }

    internal override string Json(double value) => NumberText.Canonical(value);

    internal override string Short(double value) => NumberText.Short(value);
}

/// <summary>A whole number within bounds, both included.</summary>
public sealed class WholeType(int minimum, int maximum = int.MaxValue) : SpecType<int>
{
    public int Minimum => minimum;

    public int Maximum => maximum;

    public override string Expected =>
        maximum == int.MaxValue ? $"a whole number from {minimum} up" : $"a whole number from {minimum} to {maximum}";

    internal override bool TryRead(SpecNode node, ReadScope scope, out int value)
    {
        value = 0;
        var valid = node is ScalarNode { IsPlain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= minimum && value <= maximum;
        return valid || scope.Fail(node, Expected);
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "integer",
        ["minimum"] = minimum,
        ["maximum"] = maximum,
    };

    internal override string Json(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Numbers as text: shortest that reads back the same, whatever the culture.</summary>
public static class NumberText
{
    /// <summary>The form of JSON and messages, e.g. <c>0.001</c>, <c>1e-5</c>.</summary>
    public static string Canonical(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text;
        var sign = text[exponent + 1] == '-' ? "-" : "";
        return $"{text[..exponent]}e{sign}{text[(exponent + 2)..].TrimStart('0')}";
    }

    /// <summary>The shorter of decimal and scientific form for numbers below 1, e.g. <c>1e-4</c>, <c>0.5</c>; else the canonical
    /// form.</summary>
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

    /// <summary>To so many significant digits, in the short form: <c>0.469</c>, <c>4.24e-18</c>; of a number with more digits before its
    /// point all of these.</summary>
    public static string Rounded(double value, int digits = 4)
    {
        if (value == 0 || !double.IsFinite(value))
            return value == 0 ? "0" : value.ToString(CultureInfo.InvariantCulture);
        if (value < 0)
            return $"-{Rounded(-value, digits)}";
        return value >= Math.Pow(10, digits)
            ? Canonical(Math.Round(value))
            : Short(double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }
}
