using System.CommandLine;
using System.CommandLine.Completions;
using Harness.Cli.Output;

namespace Harness.Cli.Commands;

/// <summary><c>engine help [VERB]</c>: what <c>engine VERB --help</c> shows.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var words = new Argument<string[]>("VERB")
        {
            Description = "A verb, and a word below it, e.g. data get; all verbs if left out.",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "VERB",
        }.NoOptions();
        words.CompletionSources.Add(_ => root.Subcommands.Select(verb => new CompletionItem(verb.Name)));
        var command = new Command("help", "Show what a verb does and its options.") { words };
        command.SetAction(parsed =>
        {
            var asked = root.Parse([.. parsed.GetValue(words) ?? []]);
            if (asked.UnmatchedTokens.Count > 0)
                return UsageErrors.Show(asked, Terminal.Error);
            return root.Parse([.. parsed.GetValue(words) ?? [], "--help"]).Invoke(new() { Output = Terminal.Out.Writer });
        });
        return command;
    }
}
