using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Harness.Cli.Output;

/// <summary>One of the process's two outputs: data go to stdout, progress and log to stderr.</summary>
internal sealed class Terminal
{
    /// <summary>Columns of a table written to a file or a pipe.</summary>
    private const int FileWidth = 140;

    private readonly LastingWriter _writer;

    private Terminal(LastingWriter writer, bool redirected)
    {
        _writer = writer;
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

    public static Terminal Out { get; } = new(
        LastingWriter.Of("stdout", 1, System.Console.Out), System.Console.IsOutputRedirected);

    public static Terminal Error { get; } = new(
        LastingWriter.Of("stderr", 2, System.Console.Error), System.Console.IsErrorRedirected);

    /// <summary>Whether it is a terminal that a person looks at.</summary>
    public bool IsInteractive { get; }

    public IAnsiConsole Console { get; }

    private static bool NoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>For what writes by itself, e.g. help.</summary>
    public TextWriter Writer => _writer;

    /// <summary>Why nothing more can be written; null while it can.</summary>
    public string? Failure => _writer.Failure;

    /// <summary>One line, taken literally and never wrapped.</summary>
    public void Line(string text) => _writer.WriteLine(Visible.Text(text));
}

/// <summary>Names come from files that anybody may have written, and a terminal obeys control characters.</summary>
internal static class Visible
{
    private const string WindowsLineEnd = "\r\n";

    /// <summary>The same text with control characters, and those that turn the direction of writing, as <c>\u001b</c>.</summary>
    /// <remarks>Within a JSON string that is the same character. Between its tokens there are only line ends, which stay.</remarks>
    public static string Text(string text) =>
        text.Any(IsHidden) ? string.Join(WindowsLineEnd, text.Split(WindowsLineEnd).Select(Shown)) : text;

    /// <summary>The same on one line: line ends are shown as well.</summary>
    public static string Line(string text) => Shown(text).Replace("\n", @"\u000a");

    private static string Shown(string text) =>
        string.Concat(text.Select(letter => IsHidden(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"));

    /// <summary>A name within a line: a line break in it makes no line of its own.</summary>
    public static string Name(string name) => Text(name).Replace("\n", "\\u000a").Replace("\t", "\\u0009");

    /// <summary>A name as a cell of a table, which takes brackets for markup.</summary>
    public static string Cell(string name) => Markup.Escape(Name(name));

    private static bool IsHidden(char letter) =>
        (char.IsControl(letter) && letter is not ('\n' or '\t'))
        || letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}

/// <summary>The options by which <c>--json</c> writes.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>Writes a length of time for people.</summary>
internal static class Duration
{
    /// <returns>E.g. <c>40 s</c>, <c>12 min</c>, <c>3.5 h</c>, <c>2.1 days</c>.</returns>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => FormattableString.Invariant($"{Math.Max(1, time.TotalSeconds):F0} s"),
        { TotalMinutes: < 90 } => FormattableString.Invariant($"{time.TotalMinutes:F0} min"),
        { TotalHours: < 36 } => FormattableString.Invariant($"{time.TotalHours:0.#} h"),
        _ => FormattableString.Invariant($"{time.TotalDays:0.#} days"),
    };
}
