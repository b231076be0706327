namespace Harness.Build.Providers;

/// <param name="Firm">The registry itself said yes or no; otherwise it could not be asked.</param>
/// <param name="Reason">Why not; empty for a yes.</param>
internal sealed record PackageAnswer(CardPackage Package, bool Restores, bool Firm, string Reason);
