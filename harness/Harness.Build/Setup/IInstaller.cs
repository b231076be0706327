namespace Harness.Build.Setup;

internal interface IInstaller
{
    /// <summary>Null when done, otherwise why it could not be.</summary>
    string? Install();
}
