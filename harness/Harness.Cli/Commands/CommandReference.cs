using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;

namespace Harness.Cli.Commands;

/// <summary>The reference of all commands as Markdown, from the same objects that read the command line.</summary>
internal static class CommandReference
{
    /// <summary>Defaults that differ from machine to machine.</summary>
    private static readonly Dictionary<string, string> OfTheMachine = new(StringComparer.Ordinal) { ["--threads"] = "the cores" };

    public static string Markdown(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Commands

            Written by `engine reference commands`. Options may stand anywhere after the verb; `engine VERB --help` shows the same.

            """);
        foreach (var command in root.Subcommands)
            Append(page, command, "engine");
        return page.ToString();
    }

    private static void Append(StringBuilder page, Command command, string parent)
    {
        var name = $"{parent} {command.Name}";
        var options = command.Options.Where(option => !option.Hidden && option is not HelpOption).ToArray();
        page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{command.Description}\n");
        if (command.Subcommands.Count == 0)
            page.Append(CultureInfo.InvariantCulture, $"\n    {Usage(name, command, options)}\n");
        if (command.Arguments.Count + options.Length > 0)
            page.Append("\n| word | default | meaning |\n|---|---|---|\n");
        foreach (var argument in command.Arguments)
            Row(page, argument.Name, argument.Arity.MinimumNumberOfValues == 0 ? "none" : "needed", argument.Description);
        foreach (var option in options.OrderByDescending(option => option.Required))
            Row(page, $"{option.Name}{Value(option)}", Default(option), option.Description);
        var examples = VerbExamples.Of(command);
        if (examples.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"\n```sh\n{string.Join('\n', examples)}\n```\n");
        foreach (var below in command.Subcommands)
            Append(page, below, name);
    }

    private static string Usage(string name, Command command, Option[] options) => string.Join(
        ' ',
        (string[])
        [
            name, .. command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name),
            .. options.Where(option => option.Required).Select(option => option.Name + Value(option)),
            .. options.Any(option => !option.Required) ? ["[options]"] : (string[])[],
        ]);

    private static void Row(StringBuilder page, string word, string given, string? meaning) => page.Append(
        CultureInfo.InvariantCulture, $"| `{Cell(word)}` | {Cell(given)} | {Cell(meaning ?? "")} |\n");

    private static string Value(Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}";

    private static string Default(Option option)
    {
        if (option.Required)
            return "needed";
        if (OfTheMachine.TryGetValue(option.Name, out var known))
            return known;
        return option.HasDefaultValue && option.GetDefaultValue() is { } value and not false
            ? string.Create(CultureInfo.InvariantCulture, $"{value}")
            : "none";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
