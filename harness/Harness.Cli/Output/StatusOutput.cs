using System.Text.Json;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>Prints how a sweep stands.</summary>
internal static class StatusOutput
{
    public static void Show(SweepStatus status, bool json)
    {
        var counts = Enum.GetValues<RunStatus>().ToDictionary(state => state, status.Count);
        if (json)
        {
            var runs = status.Runs.Select(run => new { run_id = run.Run, status = Word(run.State), reason = run.State.Reason });
            Terminal.Out.Line(JsonSerializer.Serialize(new
            {
                status.Name,
                planned = status.Runs.Length,
                done = counts[RunStatus.Done],
                failed = counts[RunStatus.Failed],
                running = counts[RunStatus.Running],
                missing = counts[RunStatus.Missing],
                runs,
            }, JsonOutput.Options));
            return;
        }
        Terminal.Out.Line($"{status.Name}: {status.Runs.Length} runs planned, {counts[RunStatus.Done]} done, {counts[RunStatus.Failed]} failed, {counts[RunStatus.Missing]} missing{(counts[RunStatus.Running] > 0 ? $", {counts[RunStatus.Running]} running" : "")}");
        foreach (var (run, state) in status.Runs.Where(run => run.State.Reason is not null))
            Terminal.Out.Line($"  {Word(state)}  {run}: {state.Reason}");
    }

    private static string Word(RunState state) => state.Status.ToString().ToLowerInvariant();
}
