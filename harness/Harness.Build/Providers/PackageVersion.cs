namespace Harness.Build.Providers;

internal sealed record PackageVersion(string Id, string Version)
{
    public override string ToString() => $"{Id} {Version}";
}
