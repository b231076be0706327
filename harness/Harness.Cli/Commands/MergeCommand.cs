using System.CommandLine;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Runs.Gathering;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine merge DIR… --out DIR</c>: parts of one sweep, done in several folders, become one.</summary>
internal static class MergeCommand
{
    public static Command Create(Interruption interruption)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders with parts of the same sweep.",
            Arity = ArgumentArity.OneOrMore,
        }.NoOptions();
        var output = new Option<string>("--out")
        {
            Description = "Where all of it goes: a new folder, or one of the same sweep.",
            Required = true,
            HelpName = "DIR",
        };
        var json = SharedOptions.Json();
        var command = new Command("merge", "Bring the parts of a sweep from several folders into one; report duplicates and gaps.")
        {
            folders, output, json,
        };
        command.SetAction(parsed =>
        {
            var target = SharedOptions.Folder(SharedOptions.Target(parsed.GetRequiredValue(output)));
            ResultFolder[] sources = [.. parsed.GetRequiredValue(folders).Select(SharedOptions.Folder)];
            var report = new FolderMerge(sources, target).Run(interruption.Token);
            MergeOutput.Show(report, target.Path, parsed.GetValue(json));
            return report.Contradicting.Any() ? ExitCode.Failure : ExitCode.Done;
        });
        return command;
    }
}

/// <summary>Prints the result of a merge.</summary>
internal static class MergeOutput
{
    public static void Show(MergeReport report, string folder, bool json)
    {
        if (json)
        {
            Terminal.Out.Line(JsonSerializer.Serialize(new
            {
                folder,
                planned = report.Runs.Length,
                done = report.Runs.Count(run => run.Status == RunStatus.Done),
                failed = report.Failed.Select(run => run.Run),
                duplicates = report.Duplicates.Select(run => run.Run),
                contradicting = report.Contradicting.Select(run => new { run_id = run.Run, files = run.Differing }),
                gaps = report.Gaps.Select(run => run.Run),
                missing = report.Gaps.Select(run => new { run_id = run.Run, reason = run.Reason }),
                left_out = report.LeftOut,
            }, JsonOutput.Options));
            return;
        }
        Terminal.Out.Line(
            $"{folder}: {Amount.Of(report.Runs.Length, "run")} planned, {report.Runs.Count(run => run.Status == RunStatus.Done)} done, "
                + $"{report.Failed.Count()} failed, {report.Gaps.Count()} missing, {report.Duplicates.Count()} in several folders");
        foreach (var run in report.Contradicting)
            Terminal.Out.Line($"  differs  {run.Run}: {string.Join(", ", run.Differing)}; the first folder's is kept");
        foreach (var run in report.Failed)
            Terminal.Out.Line($"  failed   {run.Run}");
        foreach (var run in report.Gaps)
            Terminal.Out.Line($"  missing  {run.Run}: {Visible.Name(run.Reason)}");
        if (report.LeftOut.Length > 0)
            Terminal.Out.Line(
                $"left out: {Amount.Of(report.LeftOut.Length, "file")} over all seeds of a point: engine run SPEC.yaml --out {folder} "
                    + "--resume makes them anew, and does what is missing.");
    }
}
