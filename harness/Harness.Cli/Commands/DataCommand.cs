using System.CommandLine;
using System.CommandLine.Completions;
using System.Diagnostics;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Specs;
using Spectre.Console;

namespace Harness.Cli.Commands;

/// <summary><c>engine data list|get|verify [NAME]</c>.</summary>
internal static class DataCommand
{
    private static readonly string[] Forms = [.. Enum.GetNames<ExportForm>().Select(name => name.ToLowerInvariant())];

    public static Command Create(Interruption interruption)
    {
        var command = new Command("data", "List, get and verify data sets.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Get(interruption));
        command.Subcommands.Add(Verify(interruption));
        return command;
    }

    private static Command List()
    {
        var (data, json) = (SharedOptions.Data(), SharedOptions.Json());
        var command = new Command("list", "Show the data sets and where each is on this machine.") { data, json };
        command.SetAction(parsed =>
        {
            var sets = new DataVerifier(Environment(parsed.GetValue(data))).List();
            if (parsed.GetValue(json))
                Terminal.Out.Line(JsonSerializer.Serialize(sets.Select(Describe), JsonOutput.Options));
            else
                Terminal.Out.Console.Write(ToTable(sets));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Get(Interruption interruption)
    {
        var (name, data) = (Named<string>("A data set of engine data list."), SharedOptions.Data());
        var form = new Option<string?>("--format")
        {
            Description = "Write the set to --out too: as arrays x_train, y_train, x_test and y_test, or (csv, parquet) as a table with "
                + "the columns x0, x1, ..., label, split.",
            HelpName = string.Join("|", Forms),
        };
        form.AcceptOnlyFromAmong(Forms);
        var output = new Option<string?>("--out") { Description = "A new file for --format.", HelpName = "FILE" };
        var command = new Command("get", "Make sure that a data set is on this machine, or write it as a file.") { name,
            data, form, output };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetResult(form) is null) != (parsed.GetResult(output) is null))
                parsed.AddError("--format and --out need each other. Give both, e.g. --format npz --out FILE.");
        });
        command.SetAction(parsed =>
        {
            var set = new DataVerifier(Environment(parsed.GetValue(data))).Get(parsed.GetRequiredValue(name), interruption.Token);
            Terminal.Out.Line($"{set.Name}: {set.Folder ?? "generated"}");
            if (parsed.GetValue(form) is { } chosen && parsed.GetValue(output) is { } file)
                Export(
                    set.Name, Enum.Parse<ExportForm>(chosen, ignoreCase: true), Path.GetFullPath(file),
                    Environment(parsed.GetValue(data)), interruption.Token);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Export(string name, ExportForm form, string file, DataEnvironment environment, CancellationToken cancellation)
    {
        var set = new DataSetLoader(environment).Load(DataSetRequest.Named(name), cancellation);
        DataSetExport.Write(set, form, file, cancellation);
        Terminal.Out.Line($"{file}: {Amount.Of(set.Train.Samples, "sample")} for training, {set.Test.Samples} for test, "
            + Amount.Of(set.Inputs, "input"));
    }

    private static Argument<T> Named<T>(string description)
    {
        var name = new Argument<T>("NAME") { Description = description, HelpName = "NAME" };
        name.CompletionSources.Add(_ => DataCatalogue.Shipped.Names.Select(set => new CompletionItem(set)));
        return name;
    }

    private static Command Verify(Interruption interruption)
    {
        var name = Named<string?>("A data set; all if left out.");
        name.Arity = ArgumentArity.ZeroOrOne;
        var (data, json) = (SharedOptions.Data(), SharedOptions.Json());
        var command = new Command("verify", "Compare the files of data sets with the catalogue's checksums.") { name, data, json };
        command.SetAction(parsed =>
        {
            var checks = new DataVerifier(Environment(parsed.GetValue(data))).Verify(parsed.GetValue(name), interruption.Token);
            return DataChecks.Show(checks, parsed.GetValue(json), parsed.GetValue(name) is not null);
        });
        return command;
    }

    private static DataEnvironment Environment(string? folder) =>
        DataEnvironment.Current(folder) with
        {
            Warn = message => Terminal.Error.Line($"warning: {message}"),
            Progress = new DownloadProgress(),
        };

    private static object Describe(DataSetPresence set) => new
    {
        set.Name,
        set.Title,
        set.Licence,
        present = set.IsPresent,
        source = set.Source?.ToString().ToLowerInvariant(),
        set.Folder,
        set.Size,
    };

    private static Table ToTable(IEnumerable<DataSetPresence> sets)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("name", "what", "licence", "here", "where");
        foreach (var set in sets)
            table.AddRow(
                set.Name, Visible.Cell(set.Title), Visible.Cell(set.Licence), set.Source?.ToString().ToLowerInvariant() ?? "no",
                Visible.Cell(set.Folder ?? ""));
        return table;
    }
}

/// <summary>Prints the result of <c>engine data verify</c>.</summary>
internal static class DataChecks
{
    /// <param name="required">Whether a missing file is a failure: it is when the set was asked for by name.</param>
    /// <returns>0 where everything that is there matches, else 1.</returns>
    public static int Show(IReadOnlyList<FileCheck> checks, bool json, bool required)
    {
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(checks.Select(Describe), JsonOutput.Options));
        else
            foreach (var check in checks)
                Terminal.Out.Line(
                    $"{Word(check.Verdict),-8} {check.DataSet,-14} "
                        + $"{check.Path ?? check.File}{(check.Detail.Length > 0 ? ": " + check.Detail : "")}");
        return checks.Any(check => check.Verdict is Verdict.Damaged or Verdict.Differs || (required && check.Verdict == Verdict.Missing))
            ? ExitCode.Failure
            : ExitCode.Done;
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static object Describe(FileCheck check) => new
    {
        check.DataSet,
        check.File,
        check.Path,
        check.Size,
        check.Sha256,
        check.ExpectedSize,
        check.ExpectedSha256,
        verdict = Word(check.Verdict),
        check.Detail,
    };
}

/// <summary>A line now and then while a file arrives.</summary>
internal sealed class DownloadProgress : IProgress<DataProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _since = new();

    public void Report(DataProgress value)
    {
        if (_since.IsRunning && _since.Elapsed < Pause)
            return;
        _since.Restart();
        var total = value.Total is { } bytes ? $" of {Mebibytes(bytes)}" : "";
        Terminal.Error.Line($"{value.DataSet} {value.File}: {Mebibytes(value.Bytes)}{total} MiB");
    }

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("F1");
}
