using Cli.Tests.Support;

namespace Cli.Tests.Docs;

/// <summary>The commands of the README do what it says.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_commands_of_the_first_steps_run_one_after_another()
    {
        using var folder = new TemporaryFolder();
        var commands = Readme.Block("sh").Where(line => line.StartsWith("engine ", StringComparison.Ordinal)).ToArray();
        Assert.InRange(commands.Length, 4, 20);
        foreach (var command in commands)
        {
            string[] words =
                [.. command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(word => Here(word, folder))];
            Assert.NotEqual("", EngineProgram.Run(words).Exits(0).Output);
        }
        Assert.True(File.Exists(folder["runs/quick/report.html"]));
    }

    [Fact]
    public void Files_that_it_links_to_are_there()
    {
        var links = Readme.Lines.SelectMany(line => line.Split("](").Skip(1)).Select(rest => rest.Split([')', '#'])[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Path, link)), link));
    }

    private static string Here(string word, TemporaryFolder folder) =>
        word.StartsWith("runs/", StringComparison.Ordinal)
            ? folder[word]
            : word.StartsWith("harness/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot.Path, word) : word;
}
