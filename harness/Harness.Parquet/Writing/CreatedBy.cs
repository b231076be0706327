using System.Reflection;

namespace Harness.Parquet.Writing;

/// <summary>Who wrote the file, in the form <c>application version 1.2.3 (build abc)</c> that readers take apart to work around known
/// faults of a version.</summary>
internal static class CreatedBy
{
    public static string Engine { get; } =
        From(typeof(CreatedBy).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    /// <param name="version">The version, and behind a plus sign the revision.</param>
    public static string From(string version) => version.Split('+', 2) is [var number, var revision]
        ? $"engine version {number} (build {revision})"
        : $"engine version {version} (build unknown)";
}
