using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Report;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine explain DIR RUN LAYER NEURON</c>: one neuron's whole story.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonOutput.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Command Create(ProviderSet providers)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var run = new Argument<string>("RUN") { Description = "A run's id, or a part that only one id has." }.NoOptions();
        var layer = new Argument<int>("LAYER") { Description = "Hidden layer, from 1." };
        var neuron = new Argument<int>("NEURON") { Description = "Place in its layer, from 0." };
        var json = SharedOptions.Json();
        var command = new Command("explain", "Tell one neuron's story: histogram, measures, its place in every order, what its removal did.") { folder, run, layer, neuron, json };
        command.SetAction(parsed =>
        {
            var results = new ResultFolder(Path.GetFullPath(parsed.GetRequiredValue(folder)), providers.Tables("auto"));
            var story = NeuronStory.Read(results, RunOf(results, parsed.GetRequiredValue(run)), parsed.GetValue(layer), parsed.GetValue(neuron));
            if (parsed.GetValue(json))
                Terminal.Out.Line(JsonSerializer.Serialize(story, Json));
            else
                StoryOutput.Show(story);
            return ExitCode.Done;
        });
        return command;
    }

    private static string RunOf(ResultFolder folder, string text)
    {
        var runs = folder.FilesOf(RunsTable.Definition.Schema.Name);
        if (runs.Contains(text))
            return text;
        var matching = runs.Where(run => run.Contains(text, StringComparison.Ordinal)).ToArray();
        return matching switch
        {
            [var one] => one,
            [] when runs.Count == 0 => throw new UsageException($"{folder.Path} has no runs: name the folder that engine run wrote."),
            [] => throw new UsageException($"{folder.Path} has no run {text}{NearestName.Suggestion(text, runs)}; there are {string.Join(", ", runs.Take(5))}{(runs.Count > 5 ? $" and {runs.Count - 5} more" : "")}"),
            _ => throw new UsageException($"{matching.Length} runs have {text} in their id: {string.Join(", ", matching.Take(5))}{(matching.Length > 5 ? ", …" : "")}. Give more of it."),
        };
    }
}
