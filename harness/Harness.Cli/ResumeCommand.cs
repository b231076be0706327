using Harness.Cli.Submitting;

namespace Harness.Cli;

/// <summary>The command that goes on with what was stopped: the same words, and <c>--resume</c>.</summary>
internal static class ResumeCommand
{
    private const string Resume = "--resume";

    /// <param name="arguments">What the process was started with.</param>
    public static string Of(IReadOnlyList<string> arguments) =>
        $"engine {string.Join(' ', arguments.Where(word => word != Resume).Append(Resume).Select(ShellWord.Quoted))}";
}
