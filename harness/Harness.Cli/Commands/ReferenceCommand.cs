using System.CommandLine;
using System.Text;
using Harness.Cli.Output;
using Harness.Report.Experiments;
using Harness.Runs.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs.Reference;

namespace Harness.Cli.Commands;

/// <summary><c>engine reference commands|spec|tables|measures|schema|experiments</c>: pages that follow from the code or from
/// tables.</summary>
internal static class ReferenceCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new Command(
            "reference", "Print the reference of commands, specs, tables or measures, or the JSON Schema of specs for an editor.");
        Add(command, "commands", "Every command and option, as Markdown.", () => CommandReference.Markdown(root));
        Add(command, "spec", "Every key of a spec, as Markdown.", SpecReference.Markdown);
        Add(command, "tables", "Every table and column, as Markdown.", TableReference.Markdown);
        Add(command, "measures", "Every measure: formula, source, unit and columns, as Markdown.", MeasureReference.Markdown);
        Add(command, "schema", "JSON Schema of a spec.", () => SpecSchema.Json([.. DataCatalogue.Shipped.Names]));
        command.Subcommands.Add(Experiments());
        return command;
    }

    private static Command Experiments()
    {
        var runs = new Argument<string>("RUNS") { Description = "The folder with one folder of results per experiment, named as its spec." }
            .NoOptions();
        var specs = new Argument<string>("SPECS") { Description = "The folder of the experiments' specs, e.g. harness/experiments." }
            .NoOptions();
        var picture = new Option<string?>("--picture")
        {
            Description = "Also draw the talk's figures beside ours, as SVG, into this file; the page shows it by its name.",
        };
        var command =
            new Command("experiments", "The page of results: the talk's claims beside what was measured, as Markdown.")
            {
                runs, specs, picture,
            };
        command.SetAction(parsed =>
        {
            var found = Experiment.ReadAll(
                parsed.GetRequiredValue(runs), parsed.GetRequiredValue(specs), text => Terminal.Error.Line($"warning: {text}"));
            return Print(ResultsPage.Of(found, parsed.GetValue(picture) is { } file ? Draw(found, file) : null));
        });
        return command;
    }

    /// <summary>The picture's name; null where the experiments have nothing to draw.</summary>
    private static string? Draw(IReadOnlyDictionary<string, Experiment> experiments, string file)
    {
        if (ResultsPage.Picture(experiments) is not { } drawn)
        {
            Terminal.Error.Line($"warning: no picture is drawn: neither {PaperFigure.Name} nor {CifarSection.Name} has results");
            return null;
        }
        ResultsPage.PictureMark.RequireReplaceable("--picture", file);
        WholeFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(drawn)));
        return Path.GetFileName(file);
    }

    private static void Add(Command parent, string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(_ => Print(text()));
        parent.Subcommands.Add(command);
    }

    private static int Print(string page)
    {
        Terminal.Out.Line(page.TrimEnd('\n'));
        return ExitCode.Done;
    }
}
