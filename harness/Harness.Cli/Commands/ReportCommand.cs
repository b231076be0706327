using System.CommandLine;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Report;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine report DIR</c>: one HTML file of a sweep's folder, which may be incomplete; of several folders together.</summary>
internal static class ReportCommand
{
    /// <summary>The report of several folders, which lies in none of them.</summary>
    private const string Together = "comparison.html";

    public static Command Create(Interruption interruption)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "A sweep's output folder; several are compared, as by engine compare.",
            Arity = ArgumentArity.OneOrMore,
        }.NoOptions();
        var output = new Option<string?>("--out")
        {
            Description = $"The HTML file (default DIR/report.html; of several folders {Together} here).",
            HelpName = "FILE",
        };
        var figures = new FigureOptions();
        var json = SharedOptions.Json();
        var command = new Command("report", "Make one HTML file of a sweep's results, readable without network.") { folders, output, json };
        figures.AddTo(command);
        command.SetAction(parsed => Make(
            parsed.GetRequiredValue(folders), parsed.GetValue(output), figures.Of(parsed), parsed.GetValue(json), interruption.Token));
        return command;
    }

    private static int Make(string[] folders, string? output, FigureRequest? figures, bool json, CancellationToken cancellation)
    {
        if (folders.Length == 1)
            return Show(SharedOptions.Folder(folders[0]), output, figures, json, cancellation);
        if (figures is not null)
            RequireFolder(null, figures.Folder);
        var compared = new CompareVerb(folders, output ?? Together, json, cancellation);
        var code = compared.Run();
        if (figures is not null)
            Terminal.Error.Line(figures.Write(compared.Report!, cancellation).Text);
        return code;
    }

    private static int Show(ResultFolder folder, string? output, FigureRequest? figures, bool json, CancellationToken cancellation)
    {
        if (output is not null)
            RequireOwnPlace(folder, Path.GetFullPath(output));
        if (figures is not null)
            RequireFolder(folder, figures.Folder);
        if (Directory.Exists(folder.Path) && folder.Ended().Count == 0)
            RequireSweep(folder);
        var report = Reporter.Write(folder, output is null ? null : Path.GetFullPath(output), cancellation);
        var pictures = figures?.Write(report, cancellation);
        if (json)
        {
            var described = new
            {
                report = report.Path,
                report.Runs,
                report.Failed,
                charts = Reporter.HasCharts,
                notices = report.Notices,
                figures = pictures?.Files ?? [],
            };
            Terminal.Out.Line(JsonSerializer.Serialize(described, JsonOutput.Options));
            return ExitCodeOf(report);
        }
        ReportNotices.Show(report);
        if (!Reporter.HasCharts)
            Terminal.Error.Line(
                "note: this engine was built without npm, so that the report has tables but no charts. Install Node.js with npm and run "
                    + "./build.sh.");
        if (pictures is not null)
            Terminal.Out.Line(pictures.Text);
        Terminal.Out.Line(report.Path);
        return ExitCodeOf(report);
    }

    /// <summary>The report is among the results only as what it is, and replaces nothing but a report.</summary>
    private static void RequireOwnPlace(ResultFolder folder, string output)
    {
        Reporter.Mark.RequireReplaceable("--out", output);
        OutputPlace.RequireOutsideTables("--out", output, folder);
        if (RealPath.IsBelow(output, folder.Path) && Path.GetExtension(output) is not (".html" or ".htm"))
            throw new UsageException($"--out {output} lies among the results: name a file that ends in .html, or one elsewhere");
    }

    private static void RequireFolder(ResultFolder? folder, string figures)
    {
        if (File.Exists(figures))
            throw new UsageException($"--png {figures} is a file: name a folder");
        OutputPlace.RequireOutsideTables("--png", figures, folder);
    }

    /// <summary>A sweep that has only begun has a report of no runs.</summary>
    private static void RequireSweep(ResultFolder folder)
    {
        if (!folder.HasManifest)
            throw new UsageException($"{folder.Path} holds no results: there is no manifest.json and no run. Name the folder of a sweep.");
        Manifest.Read(folder.ManifestPath);
    }

    /// <summary>A report of what is left of a damaged folder is written, and is no success.</summary>
    private static int ExitCodeOf(ReportOutcome report)
    {
        if (report.IsSound)
            return ExitCode.Done;
        Terminal.Error.Line(
            $"error: {report.Path} is made of what could be read, {Amount.Of(report.Runs + report.Failed, "run")}: manifest.json is "
                + "damaged, or the row of every run. Put back a copy of it.");
        return ExitCode.Failure;
    }
}
