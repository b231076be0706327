using System.CommandLine;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Harness.Cli.Commands;
using Harness.Cli.Output;

namespace Harness.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Writing to a stream loads it, and where few files may be open that would fail just when there is an error to tell.
        RuntimeHelpers.RunClassConstructor(typeof(Win32Exception).TypeHandle);
        FileTooLarge.Ignore();
        using var interruption = new Interruption();
        var root = EngineCommand.Create(interruption);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 || OptionValues.EmptyOnes(parsed).Any())
            return UsageErrors.Show(parsed, Terminal.Error);
        var exitCode = Failures.Guard(
            parsed.CommandResult.Command.Name,
            () => parsed.Invoke(new()
            {
                EnableDefaultExceptionHandler = false,
                Output = Terminal.Out.Writer,
                Error = Terminal.Error.Writer,
            }),
            interruption,
            Terminal.Error);
        return Terminal.Out.Failure is { } failure ? Unshown.Of(parsed, exitCode, failure) : exitCode;
    }
}

/// <summary>The end of a verb of which stdout did not take all.</summary>
internal static class Unshown
{
    /// <summary>The results of these lie in files.</summary>
    private static readonly string[] WritesFiles = ["run", "analyze", "measure", "report", "merge", "export", "submit", "get"];

    /// <summary>With these the same verbs only show something.</summary>
    private static readonly string[] Shows = ["--help", "-h", "-?", "--dry-run"];

    /// <returns>The verb's own exit code where its work is in files, else a failure: what it was to show is lost.</returns>
    public static int Of(ParseResult parsed, int exitCode, string failure)
    {
        var kept = WritesFiles.Contains(parsed.CommandResult.Command.Name) && !parsed.Tokens.Any(token => Shows.Contains(token.Value));
        Terminal.Error.Line(kept ? $"warning: {failure}; what was done is in the files" : $"error: {failure}");
        return kept || exitCode != ExitCode.Done ? exitCode : ExitCode.Failure;
    }
}
