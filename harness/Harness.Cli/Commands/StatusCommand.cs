using System.CommandLine;
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
        var command = new Command("status", "Show which runs of a sweep are done, failed, running or missing.") { folder, json };
        command.SetAction(parsed =>
        {
            StatusOutput.Show(SweepStatus.Of(new ResultFolder(Path.GetFullPath(parsed.GetRequiredValue(folder)), providers.Tables("auto"))), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
