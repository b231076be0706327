using System.CommandLine;
using Cli.Tests.Support;
using Harness.Cli.Commands;

namespace Cli.Tests.Help;

public class HelpTests
{
    private static readonly RootCommand Root = EngineCommand.Create(new Interruption());

    public static TheoryData<string> Verbs => [.. Root.Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_has_examples_that_the_parser_takes(string verb)
    {
        var examples = VerbExamples.Of(Root.Subcommands.Single(command => command.Name == verb));
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            Assert.StartsWith($"engine {verb}", example, StringComparison.Ordinal);
            Assert.Empty(Root.Parse(example["engine ".Length..]).Errors);
        });
    }

    /// <summary>The words that a shell may complete are many; the help names the argument.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_fits_a_terminal(string verb)
    {
        var columns = EngineProgram.Run(verb, "--help").Exits(0).Output.Split('\n')
            .Where(line => line.StartsWith("  <", StringComparison.Ordinal) || line.StartsWith("  --", StringComparison.Ordinal))
            .Select(line => line.TrimStart().IndexOf("  ", StringComparison.Ordinal));
        Assert.All(columns, width => Assert.InRange(width, -1, 40));
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("data get")]
    public void Help_as_a_verb_says_the_same(string words)
    {
        string[] asked = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            EngineProgram.Run([.. asked, "--help"]).Exits(0).Output, EngineProgram.Run(["help", .. asked]).Exits(0).Output);
    }

    [Fact]
    public void Of_a_verb_that_there_is_not_help_names_the_nearest() =>
        EngineProgram.Run("help", "reprot").Exits(2).Says("did you mean report?");

    [Fact]
    public void Help_of_all_and_of_one_verb_ends_with_examples()
    {
        Assert.Contains("Examples:\n  engine run", EngineProgram.Run("--help").Exits(0).Output, StringComparison.Ordinal);
        var help = EngineProgram.Run("report", "--help").Exits(0).Output;
        Assert.Contains("--png", help, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  engine report runs/first", help, StringComparison.Ordinal);
    }
}
