namespace Harness.Build.Providers;

/// <summary>Asks the package registry.</summary>
internal interface IPackageProbe
{
    IReadOnlyList<PackageAnswer> Ask(IReadOnlyList<CardPackage> packages);
}
