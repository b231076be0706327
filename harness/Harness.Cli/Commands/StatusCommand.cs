using System.CommandLine;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine status DIR</c>: the progress of a sweep, read from its folder.</summary>
internal static class StatusCommand
{
    public static Command Create(Interruption interruption)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." };
        var json = SharedOptions.Json();
        var verify = new Option<bool>("--verify")
        {
            Description = "Read every file and compare it with its checksum; exit 1 where one differs or is gone.",
        };
        var follow = new Option<bool>("--follow")
        {
            Description = "Tell of every change until all runs have ended, whichever process works on them, with the last epoch of those "
                + "in training; Ctrl-C ends it.",
        };
        var command = new Command("status", "Show which runs of a sweep are done, failed, running or missing.")
        {
            folder, follow, verify, json,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(follow) && (parsed.GetValue(verify) || parsed.GetValue(json)))
                parsed.AddError("--follow tells of changes: leave out --verify and --json");
        });
        command.SetAction(parsed =>
        {
            var results = SharedOptions.Folder(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(follow))
            {
                StatusOutput.Show(new FollowedStatus(results, TimeSpan.FromSeconds(1), interruption.Token).Follow(), json: false);
                return interruption.Requested ? interruption.ExitCode : ExitCode.Done;
            }
            var status = SweepStatus.Of(results, parsed.GetValue(verify), interruption.Token);
            StatusOutput.Show(status, parsed.GetValue(json));
            return parsed.GetValue(verify) && status.HasDamage ? ExitCode.Failure : ExitCode.Done;
        });
        return command;
    }
}

/// <summary>Prints the state of a sweep's runs.</summary>
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
                damaged = status.Damaged.Select(file => new { file = file.File, reason = file.Reason }),
            }, JsonOutput.Options));
            return;
        }
        var running = counts[RunStatus.Running] > 0 ? $", {counts[RunStatus.Running]} running" : "";
        Terminal.Out.Line(
            $"{Visible.Name(status.Name)}: {Amount.Of(status.Runs.Length, "run")} planned, {counts[RunStatus.Done]} done, "
                + $"{counts[RunStatus.Failed]} failed, {counts[RunStatus.Missing]} missing{running}");
        foreach (var (run, state) in status.Runs.Where(run => run.State.Reason is not null))
        {
            var epoch = status.Epochs.TryGetValue(run, out var now) ? $", {now}" : "";
            Terminal.Out.Line($"  {Word(state)}  {run}: {Visible.Name(state.Reason!)}{epoch}");
        }
        foreach (var (file, reason) in status.Damaged)
            Terminal.Out.Line($"  damaged  {Visible.Name(file)}: {Visible.Name(reason)}");
    }

    private static string Word(RunState state) => state.Status.ToString().ToLowerInvariant();
}
