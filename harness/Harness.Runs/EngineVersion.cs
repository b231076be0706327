using System.Reflection;

namespace Harness.Runs;

/// <summary>The version that results are stamped with.</summary>
public static class EngineVersion
{
    private static readonly string[] Parts = (typeof(EngineVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    public static string Number => Parts[0];

    /// <summary>The number, and the commit where it is known.</summary>
    public static string Full => string.Join('+', Parts);

    /// <summary>Null for a build outside a git checkout.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}
