namespace Harness.Build.Setup;

internal sealed class AptPackages(Apt apt, IReadOnlyList<string> names) : IInstaller
{
    public string? Install() => apt.Install(names);
}
