using System.CommandLine;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Gathering;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine merge DIR… --out DIR</c>: parts of one sweep, done in several folders, become one.</summary>
internal static class MergeCommand
{
    public static Command Create(ProviderSet providers)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders with parts of the same sweep.", Arity = ArgumentArity.OneOrMore }.NoOptions();
        var output = new Option<string>("--out") { Description = "Where all of it goes: a new folder, or one of the same sweep.", Required = true, HelpName = "DIR" };
        var json = SharedOptions.Json();
        var command = new Command("merge", "Bring the parts of a sweep from several folders into one; report duplicates and gaps.") { folders, output, json };
        command.SetAction(parsed =>
        {
            var format = providers.Tables("auto");
            ResultFolder Folder(string path) => new(Path.GetFullPath(path), format);
            var target = Folder(parsed.GetRequiredValue(output));
            ResultFolder[] sources = [.. parsed.GetRequiredValue(folders).Select(Folder)];
            if (sources.Any(source => source.Path == target.Path))
                throw new UsageException($"--out {target.Path} is one of the folders to merge; choose another one");
            var report = new FolderMerge(sources, target).Run();
            MergeOutput.Show(report, target.Path, parsed.GetValue(json));
            return report.Contradicting.Any() ? ExitCode.Failure : ExitCode.Done;
        });
        return command;
    }
}
