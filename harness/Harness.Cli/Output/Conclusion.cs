using Harness.Runs.Execution;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>The end of a verb that trained nothing: the summary of its runs, then the report.</summary>
internal static class Conclusion
{
    /// <param name="runs">Ids of the folder's runs, in the order of the plan.</param>
    /// <returns>The exit code.</returns>
    public static int Write(
        SweepResult result, ResultFolder folder, IReadOnlyList<string> runs, bool json, Interruption interruption) =>
        interruption.Resumable(() =>
        {
            new SweepSummary(result, folder, runs, runs.Count).Show(json, interruption.Token);
            if (result.Cancelled)
                return interruption.Stopped(Terminal.Error);
            var reported = FinalReport.Write(folder, part: false, quiet: json, finished: result.Ended.IsEmpty, interruption.Token);
            return reported ? ExitCode.Done : ExitCode.Failure;
        });
}
