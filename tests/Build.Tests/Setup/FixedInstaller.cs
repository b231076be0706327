using Harness.Build.Setup;

namespace Harness.Build.Tests.Setup;

internal sealed class FixedInstaller(string? refusal) : IInstaller
{
    public bool Tried { get; private set; }

    public string? Install()
    {
        Tried = true;
        return refusal;
    }
}
