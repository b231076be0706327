namespace Harness.Build.Providers;

/// <summary>One of the packages of the user's design card that a provider project is built on.</summary>
/// <param name="Switch">The property that tells the projects whether it is there.</param>
/// <param name="References">Restored with all that they depend on.</param>
/// <param name="Downloads">
/// Only their own file is fetched, not what they depend on: libtorch's parts are up to several gigabytes, which the
/// real restore fetches once.
/// </param>
internal sealed record CardPackage(string Switch, IReadOnlyList<PackageVersion> References, IReadOnlyList<PackageVersion> Downloads)
{
    public IEnumerable<PackageVersion> All => References.Concat(Downloads);

    public override string ToString() => string.Join(", ", All);
}
