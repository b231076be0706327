using System.CommandLine;
using Harness.Cli.Help;
using Harness.Cli.Output;

namespace Harness.Cli.Commands;

/// <summary><c>engine completion bash|zsh|fish|pwsh</c>: the script that has a shell ask the engine for completions.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var command = new Command("completion", "Print a script that completes engine's words in a shell.");
        foreach (var (shell, how, script) in CompletionScripts.All)
        {
            var one = new Command(shell, how);
            one.SetAction(_ =>
            {
                Terminal.Out.Line(script);
                return ExitCode.Done;
            });
            command.Subcommands.Add(one);
        }
        return command;
    }
}
