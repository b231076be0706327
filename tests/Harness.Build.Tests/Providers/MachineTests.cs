using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

public class MachineTests
{
    [Theory]
    [InlineData("linux-x64", true, "TorchSharp-cuda-linux")]
    [InlineData("win-x64", true, "TorchSharp-cuda-windows")]
    [InlineData("linux-x64", false, "TorchSharp-cpu")]
    [InlineData("win-x64", false, "TorchSharp-cpu")]
    [InlineData("osx-arm64", false, "TorchSharp-cpu")]
    public void The_flavour_follows_the_system_and_the_driver(string platform, bool driver, string package)
    {
        var machine = new Machine(platform, driver);
        Assert.Equal(package, machine.TorchPackage);
        Assert.Equal(new PackageVersion(package, "0.107.0"), CardPackages.Read(new Home(RepositoryRoot.Path), machine)[0].Downloads[0]);
    }
}
