using Cli.Tests.Support;

namespace Cli.Tests.Determinism;

/// <summary>The sweep that the others are held against.</summary>
public sealed class ReferenceRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReferenceRun()
    {
        Spec = _folder.Write("spec.yaml", SpecTexts.Digits);
        Said = EngineProgram.Run("run", Spec, "--out", Output).Exits(0).Output;
    }

    public string Spec { get; }

    public string Output => _folder["out"];

    public string Said { get; }

    public void Dispose() => _folder.Dispose();
}
