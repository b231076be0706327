using Harness.Build;

namespace Build.Tests;

/// <summary>A small tree whose native library is a package that no source has.</summary>
public sealed class TorchNativeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CommandRunner commands = new();
    private readonly StringWriter said = new();
    private readonly Home home;

    public TorchNativeTests()
    {
        home = new Home(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "feed"));
        folder.Write(
            "NuGet.config", "<configuration><packageSources><clear /><add key='feed' value='feed' /></packageSources></configuration>");
        folder.Write("Directory.Packages.props", "<Project />");
        folder.Write("harness/Torch.Native/Torch.Native.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="TorchSharp-$(EngineTorchNative)" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
    }

    public void Dispose()
    {
        said.Dispose();
        commands.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("none", true, null)]
    [InlineData("cpu", true, "cpu")]
    [InlineData("auto", false, null)]
    public void A_choice_names_the_variant(string choice, bool hasDriver, string? variant) =>
        Assert.Equal(variant, TorchNative.Variant(choice, hasDriver));

    [Theory]
    [InlineData("cuda", false)]
    [InlineData("auto", true)]
    public void With_cuda_it_is_the_one_of_this_system(string choice, bool hasDriver) =>
        Assert.Equal(OperatingSystem.IsWindows() ? "cuda-windows" : "cuda-linux", TorchNative.Variant(choice, hasDriver));

    [Fact]
    public void By_name_what_does_not_restore_is_the_users_mistake_with_the_packages_name()
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Run(false, "build", "--torch", "cpu"));
        Assert.StartsWith("--torch cpu: the package libtorch-cpu does not restore: NU1101: ", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
        Assert.False(Directory.Exists(home.BuildOutput), "remembered, although it failed");
    }

    [Fact]
    public void By_itself_it_goes_on_without_and_says_so_in_one_line()
    {
        var library = folder.Write("artifacts/torch/library", "");
        Run(true, "build");
        Assert.True(File.Exists(library), "what was there before is gone");
        var line = Assert.Single(said.ToString().Split('\n'), line => line.Contains("without torch-cuda", StringComparison.Ordinal));
        Assert.Contains(
            $"the package TorchSharp-{TorchNative.Variant("cuda", true)} does not restore: NU1101: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_is_remembered_until_another_is_given()
    {
        var library = folder.Write("artifacts/torch/library", "");
        Run(true, "build", "--torch", "none");
        Assert.False(File.Exists(library));
        Run(true, "build");
        Assert.Equal("", said.ToString());
        Run(true, "build", "--torch", "auto");
        Assert.Contains("without torch-cuda", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_choice_asks_for_stays()
    {
        var library = folder.Write("artifacts/torch/library", "");
        Run(false, "build");
        Assert.True(File.Exists(library));
    }

    [Fact]
    public void A_restore_that_failed_is_told_from_a_build_that_did()
    {
        Assert.Equal("NU1301: no route", TorchNative.RestoreError("a\n/x/T.csproj : error NU1301: no route [/x/T.csproj]\nb"));
        Assert.Null(TorchNative.RestoreError("/x/T.csproj : error MSB3021: no room [/x/T.csproj]"));
    }

    private void Run(bool hasDriver, params string[] words) =>
        TorchNative.Run(new Workshop(home, new Steps(said, commands), Invocation.Parse(words)), hasDriver);
}
