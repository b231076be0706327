using System.Globalization;

namespace Engine;

/// <summary>Numbers of things, for people.</summary>
public static class Amount
{
    /// <returns>E.g. <c>1 run</c>, <c>2 runs</c>, <c>0 runs</c>.</returns>
    /// <param name="many">The plural where it does not end in s alone.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
