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
        new($"a number above {NumberText.Canonical(minimum)} and below {NumberText.Canonical(bound)}") { Minimum = minimum, MinimumExcluded = true, UpperBound = bound };

    public static NumberType FromTo(double minimum, double maximum) =>
        new($"a number from {NumberText.Canonical(minimum)} to {NumberText.Canonical(maximum)}") { Minimum = minimum, UpperBound = Math.BitIncrement(maximum) };

    public static NumberType FromBelow(double minimum, double bound) =>
        new($"a number from {NumberText.Canonical(minimum)} up, below {NumberText.Canonical(bound)}") { Minimum = minimum, UpperBound = bound };

    internal override bool TryRead(SpecNode node, ReadScope scope, out double value)
    {
        value = 0;
        if (node is not ScalarNode { IsPlain: true, IsNothing: false } scalar || !TryParse(scalar.Text, out value) || !Contains(value))
            return scope.Fail(node, Expected);
        value += 0.0; // -0 becomes 0: they are one setting
        return true;
    }

    private static bool TryParse(string text, out double value)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out value);
    }

    // What float32 rounds to 0 is not above 0.
    private bool Contains(double value) =>
        Math.Abs(value) <= Largest && (MinimumExcluded ? value > Minimum && (float)value > (float)Minimum : value >= Minimum) && !(value >= UpperBound);

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
