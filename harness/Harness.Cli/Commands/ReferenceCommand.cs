using System.CommandLine;
using Harness.Cli.Output;
using Harness.Data;
using Harness.Runs.Reference;
using Harness.Specs.Reference;

namespace Harness.Cli.Commands;

/// <summary><c>engine reference spec|tables|schema</c>: what the code knows about formats, as pages.</summary>
internal static class ReferenceCommand
{
    public static Command Create()
    {
        var command = new Command("reference", "Print the reference of specs or tables, or the JSON Schema of specs for an editor.");
        Add(command, "spec", "Every key of a spec, as Markdown.", SpecReference.Markdown);
        Add(command, "tables", "Every table and column, as Markdown.", TableReference.Markdown);
        Add(command, "schema", "JSON Schema of a spec.", () => SpecSchema.Json([.. DataCatalogue.Shipped.Names]));
        return command;
    }

    private static void Add(Command parent, string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(_ =>
        {
            Terminal.Out.Line(text().TrimEnd('\n'));
            return ExitCode.Done;
        });
        parent.Subcommands.Add(command);
    }
}
