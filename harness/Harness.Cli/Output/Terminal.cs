using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>One of the process's two outputs: data go to stdout, progress and log to stderr.</summary>
internal sealed class Terminal
{
    /// <summary>Columns of a table written to a file or a pipe.</summary>
    private const int FileWidth = 140;

    private Terminal(TextWriter writer, bool redirected)
    {
        IsInteractive = !redirected;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || NoColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (redirected)
            Console.Profile.Width = FileWidth;
    }

    public static Terminal Out { get; } = new(System.Console.Out, System.Console.IsOutputRedirected);

    public static Terminal Error { get; } = new(System.Console.Error, System.Console.IsErrorRedirected);

    /// <summary>Whether a person looks at it.</summary>
    public bool IsInteractive { get; }

    public IAnsiConsole Console { get; }

    private static bool NoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>One line, taken literally and never wrapped.</summary>
    public void Line(string text) => Console.Profile.Out.Writer.WriteLine(text);
}
