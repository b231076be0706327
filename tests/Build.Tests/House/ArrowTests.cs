namespace Build.Tests.House;

/// <summary>Arrows point one way: harness -> providers -> the core, which needs nothing but .NET.</summary>
public class ArrowTests
{
    private static readonly Project Core = Project.All.Single(project => project.Name == "Engine.Core");

    [Fact]
    public void The_core_needs_nothing_but_dotnet()
    {
        Assert.Empty(Core.References);
        Assert.DoesNotContain(
            Core.Packages,
            package => !package.EndsWith("Analyzer", StringComparison.Ordinal) && !package.EndsWith("Analyzers", StringComparison.Ordinal));
    }

    [Fact]
    public void Providers_know_only_the_core() => Assert.All(
        Project.All.Where(project => project.Area is "engine" or "kernels" && project != Core),
        provider => Assert.Equal([Core], provider.References));

    [Fact]
    public void Only_tests_know_tests() => Assert.All(
        Project.All.Where(project => project.Area != "tests"),
        project => Assert.DoesNotContain(project.References, reference => reference.Area == "tests"));

    [Fact]
    public void What_builds_the_rest_needs_nothing_of_it()
    {
        var build = Project.All.Single(project => project.Name == "Harness.Build");
        Assert.Empty(build.References);
        Assert.Empty(build.Packages);
    }
}
