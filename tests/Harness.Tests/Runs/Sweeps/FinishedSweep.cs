
namespace Harness.Tests.Runs.Sweeps;

/// <summary>A sweep of three seeds that several tests look at.</summary>
public sealed class FinishedSweep : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedSweep() => Assert.Equal(3, new TestSweep(Path).Run().Done);

    public string Path => _folder["out"];

    /// <summary>Ids of the runs, seed 0 first.</summary>
    public string[] Runs =>
        [.. Directory.GetFiles(System.IO.Path.Combine(Path, "runs")).Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();
}
