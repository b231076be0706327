using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Harness.Cli.Output;
using Harness.Runs.Gathering;

namespace Harness.Cli.Commands;

/// <summary><c>engine export DIR --out OUT</c>: the files of each table, one for each run, become few large ones.</summary>
internal static class ExportCommand
{
    public static Command Create(Interruption interruption)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var output =
            new Option<string>("--out") { Description = "A new folder, or an empty one.", Required = true, HelpName = "OUT" };
        var table =
            new Option<string[]>("--table") { Description = "A table; may be given several times. Without it all.", HelpName = "NAME" };
        var partition = new Option<string[]>("--partition")
        {
            Description = "A column of runs, e.g. dataset or seed: a folder for each of its values. May be given several times.",
            HelpName = "COLUMN",
        };
        var rows = new Option<int>("--rows")
        {
            Description = "Rows of a file at least, the last one aside.",
            DefaultValueFactory = _ => TableExport.DefaultRows,
            HelpName = "N",
        }.AtLeast(1);
        var json = SharedOptions.Json();
        var command = new Command("export", "Compact the files of a sweep's tables into few large ones.") { folder,
            output, table, partition, rows, json };
        command.SetAction(parsed =>
        {
            var source = SharedOptions.Folder(parsed.GetRequiredValue(folder));
            var target = SharedOptions.Target(parsed.GetRequiredValue(output));
            ImmutableArray<string> keys = [.. parsed.GetValue(partition) ?? []];
            var exported = new TableExport(source, target, keys, parsed.GetValue(rows))
                .Run(parsed.GetValue(table) ?? [], interruption.Token);
            NameNotWhole(exported.NotWhole);
            Show(exported.Tables, target, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs are done as <c>engine status</c> counts them.</summary>
    private static void NameNotWhole(ImmutableArray<(string Run, string Reason)> runs)
    {
        if (runs.Length > 0)
            Terminal.Error.Line(
                $"warning: of {Count(runs.Length, "run")} a file is not whole, so that --resume does "
                    + $"{(runs.Length == 1 ? "it" : "them")} again; what there is besides is exported. {runs[0].Run}: "
                    + runs[0].Reason);
    }

    private static void Show(ImmutableArray<ExportedTable> exported, string target, bool json)
    {
        foreach (var table in exported.Where(table => table.Lost > 0))
            Terminal.Error.Line(
                $"warning: {Count(table.Lost, "run")} that {(table.Lost == 1 ? "is done has" : "are done have")} no file of {table.Table} "
                    + $"any more; the command that made the folder does {(table.Lost == 1 ? "it" : "them")} again with --resume");
        foreach (var table in exported.Where(table => table.NotDone > 0))
            Terminal.Error.Line(
                $"note: {Count(table.NotDone, "planned run")} {(table.NotDone == 1 ? "has" : "have")} no file of {table.Table}: "
                    + (table.NotDone == 1 ? "it failed or is not done yet" : "they failed or are not done yet"));
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(new { folder = target, tables = exported.Select(Described) }, JsonOutput.Options));
        else
            foreach (var table in exported.Where(table => table.Files > 0 || table.Lost + table.NotDone == 0))
                Terminal.Out.Line($"{table.Table}: {Count(table.Rows, "row")} in {Count(table.Files, "file")} below "
                    + $"{Path.Combine(target, table.Table)}");
    }

    private static string Count(long count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    private static object Described(ExportedTable table) =>
        new { table.Table, table.Files, table.Rows, missing = table.NotDone + table.Lost, table.Lost };
}
