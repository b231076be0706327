using System.Text.Json;
using Harness.Runs.Gathering;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>Prints what a merge came to.</summary>
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
                left_out = report.LeftOut,
            }, JsonOutput.Options));
            return;
        }
        Terminal.Out.Line($"{folder}: {report.Runs.Length} runs planned, {report.Runs.Count(run => run.Status == RunStatus.Done)} done, {report.Failed.Count()} failed, {report.Gaps.Count()} missing, {report.Duplicates.Count()} in several folders");
        foreach (var run in report.Contradicting)
            Terminal.Out.Line($"  differs  {run.Run}: {string.Join(", ", run.Differing)}; the first folder's is kept");
        foreach (var run in report.Failed)
            Terminal.Out.Line($"  failed   {run.Run}");
        foreach (var run in report.Gaps)
            Terminal.Out.Line($"  missing  {run.Run}");
        if (report.LeftOut.Length > 0)
            Terminal.Out.Line($"{report.LeftOut.Length} files over all seeds of a point are left out: engine run SPEC.yaml --out {folder} --resume makes them anew, and does what is missing.");
    }
}
