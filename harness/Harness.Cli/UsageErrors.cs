using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Cli.Commands;
using Harness.Cli.Output;
using Harness.Specs;

namespace Harness.Cli;

/// <summary>Explains a command line that could not be understood, with the nearest known word.</summary>
internal static class UsageErrors
{
    public static int Show(ParseResult parsed, Terminal error)
    {
        foreach (var mistake in Messages(parsed))
            error.Line($"error: {mistake}");
        var command = parsed.CommandResult.Command;
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (NearestName.Find(word, Names(command, word)) is { } name)
                error.Line($"did you mean {name}?");
        }
        error.Line($"see: {string.Join(' ', Path(parsed.CommandResult))} --help");
        return ExitCode.Usage;
    }

    /// <summary>The parser reports both an unknown word and the missing known one. The unknown word explains both.</summary>
    internal static string[] Messages(ParseResult parsed)
    {
        var empty = OptionValues.EmptyOnes(parsed).ToArray();
        if (empty.Length > 0)
            return empty;
        var messages = parsed.Errors.Select(mistake => mistake.Message).Distinct().ToArray();
        var explained = parsed.UnmatchedTokens.Count > 0
            ? messages.Where(message => parsed.UnmatchedTokens.Any(message.Contains)).ToArray()
            : [];
        return explained.Length > 0 ? explained : messages;
    }

    private static IEnumerable<string> Names(Command command, string word) =>
        word.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : ["engine"];
}
