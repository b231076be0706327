using System.CommandLine;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Report;
using Harness.Runs.Gathering;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine compare A B …</c>: readings of several folders side by side, and their curves in one report.</summary>
internal static class CompareCommand
{
    public static Command Create(Interruption interruption)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders of results, of engine run or of engine analyze.",
            Arity = ArgumentArity.OneOrMore,
        }.NoOptions();
        var output = new Option<string?>("--out")
        {
            Description = "Also write one report with the curves of all folders into this HTML file.",
            HelpName = "FILE",
        };
        var json = SharedOptions.Json();
        var command = new Command("compare", "Show the readings of several folders side by side, and their curves in one report.")
        {
            folders, output, json,
        };
        command.SetAction(parsed => new CompareVerb(
            parsed.GetRequiredValue(folders), parsed.GetValue(output), parsed.GetValue(json), interruption.Token).Run());
        return command;
    }
}

/// <summary>Carries out <c>engine compare</c>.</summary>
internal sealed class CompareVerb(string[] paths, string? output, bool json, CancellationToken cancellation)
{
    /// <summary>The report that <see cref="Run"/> wrote; null where none was asked for.</summary>
    public ReportOutcome? Report { get; private set; }

    public int Run()
    {
        ResultFolder[] folders = [.. paths.Select(Folder)];
        if (folders.Select(folder => folder.Path).Distinct(StringComparer.Ordinal).Count() < folders.Length)
            throw new UsageException("a folder is named twice; name each once");
        if (output is not null)
            Reporter.Mark.RequireReplaceable("--out", Path.GetFullPath(output));
        var points = folders.Zip(Names(folders)).SelectMany(folder => Points(folder.First, folder.Second)).ToArray();
        if (points.Length == 0)
            throw new UsageException("none of the folders has a run that is done");
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(points.SelectMany(Describe), JsonOutput.Options));
        else
            ComparisonTable.Show(points);
        if (output is not null)
            Write(folders, Path.GetFullPath(output));
        return ExitCode.Done;
    }

    private static ResultFolder Folder(string path)
    {
        var folder = SharedOptions.Folder(path);
        if (!Directory.Exists(folder.Path))
            throw new UsageException($"{folder.Path}: there is no such folder");
        if (folder.Ended().Count == 0)
            throw new UsageException($"{folder.Path} holds no run that has ended: name a folder of results");
        return folder;
    }

    /// <summary>As much of each path's end as tells it from the others.</summary>
    private static string[] Names(ResultFolder[] folders)
    {
        string[][] parts = [.. folders.Select(folder => folder.Path.Split(Path.DirectorySeparatorChar))];
        for (var depth = 1; ; depth++)
        {
            string[] names = [.. parts.Select(part => string.Join('/', part.TakeLast(depth)))];
            if (names.Distinct(StringComparer.Ordinal).Count() == names.Length)
                return names;
        }
    }

    private IEnumerable<(string Folder, RunReading[] Seeds)> Points(ResultFolder folder, string name) =>
        folder.Ended().Order(StringComparer.Ordinal).Select(run => StoredRun.Read(folder, run)).Where(run => run.Error is null)
            .OrderBy(run => run.Step)
            .GroupBy(PointDescription.KeyOf)
            .Select(point => (name, Read(folder, point)))
            .Where(point => point.Item2.Length > 0);

    private RunReading[] Read(ResultFolder folder, IEnumerable<StoredRun> runs) =>
    [
        .. runs.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(run => RunReading.Of(folder, run, text => Terminal.Error.Line($"warning: {text}"))).OfType<RunReading>(),
    ];

    private static IEnumerable<object> Describe((string Folder, RunReading[] Seeds) point) => point.Seeds.Select(seed => new
    {
        folder = point.Folder,
        point = PointDescription.Of(seed.Run),
        run = RunOutput.Describe(seed),
    });

    private void Write(ResultFolder[] folders, string file)
    {
        using var union = FolderUnion.Of(folders, cancellation);
        if (union.Repeated.Count > 0)
            Terminal.Error.Line(
                $"note: in several of the folders: {Amount.Of(union.Repeated.Count, "run")}, e.g. {union.Repeated[0]}; the report shows "
                    + "each once");
        var report = Reporter.WriteOfSeveral(union.Folder, string.Join(", ", Names(folders)), file, cancellation);
        ReportNotices.Show(report);
        Terminal.Error.Line($"report: {report.Path}");
        Report = report;
    }
}
