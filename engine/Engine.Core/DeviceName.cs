using System.Globalization;

namespace Engine;

/// <summary>One of the devices of a kind: <c>ilgpu-cuda</c> is the first, <c>ilgpu-cuda:1</c> the second.</summary>
/// <param name="Kind">E.g. <c>ilgpu-cuda</c>.</param>
/// <param name="Index">From 0.</param>
public readonly record struct DeviceName(string Kind, int Index)
{
    /// <summary>Stands between the kind and the number.</summary>
    public const char Colon = ':';

    /// <summary>The kind within a name: all of it before the colon.</summary>
    public static string KindOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split(Colon)[0];
    }

    /// <summary>Reads <c>KIND</c> or <c>KIND:number</c>; null for anything else.</summary>
    public static DeviceName? TryParse(string? text)
    {
        if (text is null || KindOf(text) is not { Length: > 0 } kind)
            return null;
        return kind.Length == text.Length ? new DeviceName(kind, 0)
            : Number(text.AsSpan(kind.Length + 1)) is { } index ? new DeviceName(kind, index)
            : null;
    }

    /// <summary>A device's number: digits alone; null for anything else.</summary>
    public static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string ToString() => Index == 0 ? Kind : string.Create(CultureInfo.InvariantCulture, $"{Kind}{Colon}{Index}");
}
