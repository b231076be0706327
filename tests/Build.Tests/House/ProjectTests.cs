using System.Text.Json;

namespace Build.Tests.House;

public class ProjectTests
{
    /// <summary>Built by build.sh alone, as --torch asks.</summary>
    private const string OutsideTheSolution = "Torch.Native";

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
        var entry = $"\"{Named(name).Path.Replace('/', '\\')}\"";
        Assert.Equal(name != OutsideTheSolution, Tree.Read("Engine.sln").Contains(entry, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_lock_file_is_there_and_names_no_address(string name)
    {
        Assert.NotEmpty(Named(name).LockFiles);
        Assert.All(Named(name).LockFiles.Select(Tree.Read), text =>
        {
            using var json = JsonDocument.Parse(text);
            Assert.True(json.RootElement.TryGetProperty("dependencies", out _));
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_lock_file_is_left_behind() => Assert.Equal(
        Project.All.SelectMany(project => project.LockFiles).Order(StringComparer.Ordinal),
        Tree.Files.Where(path => path.EndsWith(".lock.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

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
