using System.CommandLine;
using System.Text.Json;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine status DIR</c>: how far a sweep is, from its folder alone.</summary>
internal static class StatusCommand
{
    public static Command Create(ProviderSet providers)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." };
        var json = SharedOptions.Json();
        var command = new Command("status", "Show which runs of a sweep are done, failed or missing.") { folder, json };
        command.SetAction(parsed => Show(new ResultFolder(Path.GetFullPath(parsed.GetRequiredValue(folder)), providers.Tables("auto")), parsed.GetValue(json)));
        return command;
    }

    private static int Show(ResultFolder folder, bool json)
    {
        var manifest = Manifest.Read(folder.ManifestPath);
        var states = manifest.Runs.Select(run => (Run: run, State: folder.StateOf(run))).ToArray();
        var (done, failed) = (states.Count(run => run.State.Status == RunStatus.Done), states.Count(run => run.State.Status == RunStatus.Failed));
        if (json)
        {
            var runs = states.Select(run => new { run_id = run.Run, status = run.State.Status.ToString().ToLowerInvariant(), reason = run.State.Reason });
            Terminal.Out.Line(JsonSerializer.Serialize(new { manifest.Name, planned = states.Length, done, failed, missing = states.Length - done - failed, runs }, JsonOutput.Options));
            return ExitCode.Done;
        }
        Terminal.Out.Line($"{manifest.Name}: {states.Length} runs planned, {done} done, {failed} failed, {states.Length - done - failed} missing");
        foreach (var (run, state) in states.Where(run => run.State.Reason is not null))
            Terminal.Out.Line($"  {state.Status.ToString().ToLowerInvariant()}  {run}: {state.Reason}");
        return ExitCode.Done;
    }
}
