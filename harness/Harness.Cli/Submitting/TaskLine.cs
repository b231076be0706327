using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Engine;
using Harness.Cli.Providers;

namespace Harness.Cli.Submitting;

/// <summary>The words that every task of a job gives to <c>engine run</c>, read beforehand by the parser of that verb itself.</summary>
/// <param name="run">The command <c>run</c>.</param>
internal sealed class TaskLine(Command run, ProviderSet providers)
{
    private const string Name = "--run-options";

    private static readonly (string Option, string Reason)[] NotPassedOn =
    [
        ("--out", "submit's own --out says where results go"),
        ("--shard", "submit gives every task its part"),
        ("--resume", "submit gives it to every task"),
        ("--dry-run", "no task would do anything"),
    ];

    /// <summary>The words of one text; double quotes keep a space in a word.</summary>
    /// <exception cref="UsageException">A quote is not closed.</exception>
    public static string[] WordsOf(string text) => text.Count(letter => letter == '"') % 2 == 0
        ? [.. CommandLineParser.SplitCommandLine(text)]
        : throw new UsageException($"{Name} has a double quote that is not closed, in {text}: close it, or leave it out");

    /// <param name="words">The spec, overrides and options, without what submit adds.</param>
    /// <exception cref="UsageException">A task would refuse them, or do nothing.</exception>
    public TaskChoices Read(IReadOnlyList<string> words)
    {
        var parsed = run.Parse(words);
        foreach (var (option, reason) in NotPassedOn)
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw new UsageException($"{Name} has {option}, but {reason}; leave it out");
        // A word for help or the version takes the place of all that the verb would do.
        if (parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(IsNoWork) is { } other)
            throw new UsageException($"{Name} has {other.IdentifierToken?.Value}, but no task would do anything; leave it out");
        if (UsageErrors.Messages(parsed) is { Length: > 0 } mistakes)
            throw new UsageException($"{Name}: {string.Join("; ", mistakes)}. See: engine run --help");
        return new TaskChoices(
            parsed.GetValue<string[]>("key=value") ?? [],
            providers.TrainerKind(parsed.GetRequiredValue<string>("--trainer")),
            providers.DeviceKind(parsed.GetRequiredValue<string>("--device")));
    }

    private static bool IsNoWork(OptionResult result) => result.Option is HelpOption or VersionOption;
}

/// <summary>All that is known of the tasks' runs before they start.</summary>
/// <param name="Overrides">Of the spec: submit's own, and those among the options that it passes on.</param>
/// <param name="Trainer">Its kind; null where the machine that trains chooses.</param>
/// <param name="Device">Null likewise.</param>
internal sealed record TaskChoices(string[] Overrides, string? Trainer, string? Device);
