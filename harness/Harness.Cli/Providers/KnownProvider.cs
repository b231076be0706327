namespace Harness.Cli.Providers;

/// <summary>A provider that the engine knows of, whether or not this build contains it.</summary>
/// <param name="Package">The package it is built on; null for one that needs only .NET.</param>
internal sealed record KnownProvider(ProviderKind Kind, string Name, string? Package)
{
    public string WhyMissing => $"not built: this build is without {Package}; {Script} --providers card builds with it where the package registry has it.";

    private static string Script => OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh";

    /// <summary>Whether it is meant, itself or one of several: <c>ilgpu-cuda</c> covers <c>ilgpu-cuda:1</c>.</summary>
    public bool Covers(string name) => name == Name || name.StartsWith(Name + ":", StringComparison.Ordinal);
}
