using Harness.Build.Processes;
using Harness.Build.Setup;

namespace Harness.Build.Tests.Setup;

public sealed class SetupStepTests : IDisposable
{
    private readonly CommandRunner commands = new();
    private readonly StringWriter said = new();

    public void Dispose()
    {
        commands.Dispose();
        said.Dispose();
    }

    [Fact]
    public void What_is_here_is_left_alone_without_a_word()
    {
        var installer = new FixedInstaller("never");
        Assert.True(Meet(() => true, installer));
        Assert.False(installer.Tried);
        Assert.Equal("", said.ToString());
    }

    [Fact]
    public void What_is_not_is_installed()
    {
        var installer = new FixedInstaller(null);
        Assert.True(Meet(() => installer.Tried, installer));
    }

    [Fact]
    public void What_could_not_be_is_told_with_what_that_means()
    {
        Assert.False(Meet(() => false, new FixedInstaller("that takes root")));
        Assert.Contains("could not install Thing: that takes root", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("without it nothing works", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_installer_that_only_says_so_is_not_believed() => Assert.False(Meet(() => false, new FixedInstaller(null)));

    private bool Meet(Func<bool> isHere, FixedInstaller installer) =>
        SetupStep.Meet(new Steps(said, commands), new Need("Thing", "nothing works", isHere, installer));
}
