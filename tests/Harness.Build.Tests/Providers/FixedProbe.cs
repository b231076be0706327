using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

/// <summary>Answers what the test says and counts how often it is asked.</summary>
internal sealed class FixedProbe(Func<CardPackage, PackageAnswer> answer) : IPackageProbe
{
    public int Asked { get; private set; }

    public IReadOnlyList<PackageAnswer> Ask(IReadOnlyList<CardPackage> packages)
    {
        Asked++;
        return [.. packages.Select(answer)];
    }
}
