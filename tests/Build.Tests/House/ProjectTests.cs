using System.Text.Json;

namespace House.Tests;

public class ProjectTests
{
    public static TheoryData<string> Names => [.. Project.All.Select(project => project.Name)];

    [Fact]
    public void There_are_projects_and_each_name_is_used_once()
    {
        Assert.NotEmpty(Project.All);
        Assert.Equal(Project.All.Count, Project.All.DistinctBy(project => project.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_project_is_in_the_solution(string name)
    {
        var project = Named(name);
        Assert.Contains($"\"{project.Path.Replace('/', '\\')}\"", Tree.Read("Engine.sln"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_lock_file_is_there_and_names_no_address(string name)
    {
        var text = Tree.Read(Named(name).LockFile);
        using var json = JsonDocument.Parse(text);
        Assert.True(json.RootElement.TryGetProperty("dependencies", out _));
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Versions_are_pinned_in_one_place(string name) =>
        Assert.DoesNotContain("Version=", Tree.Read(Named(name).Path), StringComparison.Ordinal);

    [Fact]
    public void Npm_lock_files_name_no_address_either() => Assert.All(
        Tree.Files.Where(path => path.EndsWith("package-lock.json", StringComparison.Ordinal)),
        path => Assert.DoesNotContain("\"resolved\": \"http", Tree.Read(path), StringComparison.Ordinal));

    private static Project Named(string name) => Project.All.Single(project => project.Name == name);
}
