using System.Globalization;

namespace Engine.Measures;

/// <summary>A quantizer by name: <c>one-bit</c>, <c>uniform-B</c>, <c>quantile-B</c> or <c>zero-uniform-B</c>, B bits from 1 to <see cref="MaximumBits"/>.</summary>
public readonly record struct QuantizerRule(QuantizerKind Kind, int Bits)
{
    /// <summary>256 bins: a symbol fits a byte.</summary>
    public const int MaximumBits = 8;

    public static QuantizerRule OneBit { get; } = new(QuantizerKind.OneBit, 1);

    public string Name => Kind switch
    {
        QuantizerKind.OneBit => "one-bit",
        QuantizerKind.Uniform => $"uniform-{Bits}",
        QuantizerKind.Quantile => $"quantile-{Bits}",
        QuantizerKind.ZeroUniform => $"zero-uniform-{Bits}",
        _ => throw new InvalidOperationException($"quantizer kind {Kind}"),
    };

    /// <summary>Reads a quantizer's name; false when it is none.</summary>
    public static bool TryParse(string? text, out QuantizerRule rule)
    {
        rule = OneBit;
        if (text == "one-bit")
            return true;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash < 0 || !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits is < 1 or > MaximumBits)
            return false;
        QuantizerKind? kind = text![..dash] switch
        {
            "uniform" => QuantizerKind.Uniform,
            "quantile" => QuantizerKind.Quantile,
            "zero-uniform" => QuantizerKind.ZeroUniform,
            _ => null,
        };
        if (kind is { } found)
            rule = new QuantizerRule(found, bits);
        return kind is not null;
    }

    public override string ToString() => Name;
}
