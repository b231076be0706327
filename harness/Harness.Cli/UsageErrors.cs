using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Cli.Output;
using Harness.Specs;

namespace Harness.Cli;

/// <summary>Explains a command line that could not be understood, with the nearest known word.</summary>
internal static class UsageErrors
{
    public static int Show(ParseResult parsed, Terminal error)
    {
        foreach (var mistake in parsed.Errors.DistinctBy(mistake => mistake.Message))
            error.Line($"error: {mistake.Message}");
        var command = parsed.CommandResult.Command;
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (NearestName.Find(word, Names(command, word)) is { } name)
                error.Line($"did you mean {name}?");
        }
        error.Line($"see: {string.Join(' ', Path(parsed.CommandResult))} --help");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Names(Command command, string word) =>
        word.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : ["engine"];
}
