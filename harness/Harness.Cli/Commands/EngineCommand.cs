using System.CommandLine;
using Harness.Cli.Providers;

namespace Harness.Cli.Commands;

/// <summary>The command line: <c>engine VERB …</c>.</summary>
internal static class EngineCommand
{
    public static RootCommand Create(Interruption interruption)
    {
        var providers = new ProviderSet();
        var root = new RootCommand("""
            Trains fully connected networks, measures what every hidden neuron says about the class, switches neurons off one after
            another, and leaves tidy Parquet for pandas.
            """);
        var run = RunCommand.Create(providers, interruption);
        root.Subcommands.Add(run);
        root.Subcommands.Add(AnalyzeCommand.Create(providers, interruption));
        root.Subcommands.Add(MeasureCommand.Create(interruption));
        root.Subcommands.Add(StatusCommand.Create(interruption));
        root.Subcommands.Add(SubmitCommand.Create(run, providers, interruption));
        root.Subcommands.Add(MergeCommand.Create(interruption));
        root.Subcommands.Add(ExportCommand.Create(interruption));
        root.Subcommands.Add(ReportCommand.Create(interruption));
        root.Subcommands.Add(CompareCommand.Create(interruption));
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(RankCommand.Create());
        root.Subcommands.Add(PruneCommand.Create(interruption));
        root.Subcommands.Add(ActivationsCommand.Create(interruption));
        root.Subcommands.Add(DevicesCommand.Create(providers));
        root.Subcommands.Add(DataCommand.Create(interruption));
        root.Subcommands.Add(ReferenceCommand.Create(root));
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(HelpCommand.Create(root));
        HelpWithExamples.AddTo(root);
        return root;
    }
}
