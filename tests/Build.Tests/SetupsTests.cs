using Harness.Build;

namespace Build.Tests;

public sealed class SetupsTests : IDisposable
{
    private readonly CommandRunner commands = new();
    private readonly StringWriter said = new();
    private bool tried;

    public void Dispose()
    {
        commands.Dispose();
        said.Dispose();
    }

    [Fact]
    public void What_is_here_is_left_alone_without_a_word()
    {
        Assert.True(Meet(() => true, refusal: "never"));
        Assert.False(tried);
        Assert.Equal("", said.ToString());
    }

    [Fact]
    public void What_is_not_is_installed() => Assert.True(Meet(() => tried, refusal: null));

    [Fact]
    public void What_could_not_be_is_told_with_what_that_means()
    {
        Assert.False(Meet(() => false, "that takes root"));
        Assert.Contains("could not install Thing: that takes root", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("without it nothing works", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_installer_that_only_says_so_is_not_believed() => Assert.False(Meet(() => false, refusal: null));

    private bool Meet(Func<bool> isHere, string? refusal) =>
        Setups.Meet(new Steps(said, commands), new Need("Thing", "nothing works", isHere, () =>
        {
            tried = true;
            return refusal;
        }));
}

public sealed class NodePackagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void They_are_here_when_installed_after_the_lock_file_was_written()
    {
        var wanted = folder.Write("package-lock.json", "{}");
        Assert.False(NodePackages.AreHere(folder.Path));
        var installed = folder.Write("node_modules/.package-lock.json", "{}");
        File.SetLastWriteTimeUtc(wanted, File.GetLastWriteTimeUtc(installed).AddMinutes(-1));
        Assert.True(NodePackages.AreHere(folder.Path));
        File.SetLastWriteTimeUtc(wanted, File.GetLastWriteTimeUtc(installed).AddMinutes(1));
        Assert.False(NodePackages.AreHere(folder.Path));
    }
}
