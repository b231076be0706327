namespace Harness.Build.Providers;

/// <summary>Which providers a build is to have.</summary>
internal enum ProviderChoice
{
    Auto,
    Embedded,
    Card,
}
