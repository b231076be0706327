namespace Harness.Build.Setup;

/// <summary>Something outside the tree that the demo or the tests use.</summary>
/// <param name="Without">What is missing where it is not there.</param>
internal sealed record Need(string Name, string Without, Func<bool> IsHere, IInstaller Installer);
