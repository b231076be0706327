using Harness.Build.Setup;

namespace Harness.Build.Tests.Setup;

public sealed class NodePackagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void They_are_here_when_installed_after_the_lock_file_was_written()
    {
        var wanted = folder.File("package-lock.json", "{}");
        Assert.False(NodePackages.AreHere(folder.Path));
        var installed = folder.File("node_modules/.package-lock.json", "{}");
        File.SetLastWriteTimeUtc(wanted, File.GetLastWriteTimeUtc(installed).AddMinutes(-1));
        Assert.True(NodePackages.AreHere(folder.Path));
        File.SetLastWriteTimeUtc(wanted, File.GetLastWriteTimeUtc(installed).AddMinutes(1));
        Assert.False(NodePackages.AreHere(folder.Path));
    }
}
