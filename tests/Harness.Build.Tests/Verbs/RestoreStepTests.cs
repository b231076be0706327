using Harness.Build.Processes;
using Harness.Build.Providers;
using Harness.Build.Tests.Providers;
using Harness.Build.Verbs;

namespace Harness.Build.Tests.Verbs;

/// <summary>A small tree whose one project needs a package that no source has, where Providers.props says so.</summary>
public sealed class RestoreStepTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CommandRunner commands = new();
    private readonly StringWriter said = new();
    private readonly Home home;

    public RestoreStepTests()
    {
        home = new Home(folder.Path);
        var feed = new PackageFeed(Path.Combine(folder.Path, "feed"));
        folder.File("NuGet.config", $"<configuration><packageSources><clear /><add key='feed' value='{feed.Folder}' /></packageSources></configuration>");
        folder.File("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../Providers.props" />
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup Condition="'$(EngineTorch)' == 'true'"><PackageReference Include="Part.That.Is.Missing" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        folder.File("Engine.sln", """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\App.csproj", "{3480A16A-0D1D-441E-A085-F3392812C56F}"
            EndProject
            Global
              GlobalSection(SolutionConfigurationPlatforms) = preSolution
                Debug|Any CPU = Debug|Any CPU
              EndGlobalSection
              GlobalSection(ProjectConfigurationPlatforms) = postSolution
                {3480A16A-0D1D-441E-A085-F3392812C56F}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
                {3480A16A-0D1D-441E-A085-F3392812C56F}.Debug|Any CPU.Build.0 = Debug|Any CPU
              EndGlobalSection
            EndGlobal
            """);
    }

    public void Dispose()
    {
        said.Dispose();
        commands.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Auto_falls_back_to_the_embedded_providers_and_says_so()
    {
        Restore(ProviderChoice.Auto);
        Assert.Empty(ProvidersFile.Read(home.ProvidersFile)!.Switches);
        Assert.Contains("providers: embedded after all; NU1101", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Card_is_an_error_with_the_log()
    {
        Assert.Throws<StepFailedException>(() => Restore(ProviderChoice.Card));
        Assert.Contains("Part.That.Is.Missing", said.ToString(), StringComparison.Ordinal);
    }

    private void Restore(ProviderChoice choice)
    {
        ProvidersFile.Write(home.ProvidersFile, new ProviderAnswer(choice, "", default, [CardPackages.Torch], "TorchSharp-cpu", Firm: true));
        RestoreStep.Run(home, new Steps(said, commands));
    }
}
