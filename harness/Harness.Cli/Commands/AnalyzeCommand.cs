using System.CommandLine;
using Engine;
using Engine.Data;
using Harness.Cli.Providers;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine analyze</c>: measure and ablate a network that was trained elsewhere.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(ProviderSet providers, Interruption interruption)
    {
        var model = new Option<string>("--model") { Description = "A network as safetensors: Linear layers, BatchNorm1d after them.", Required = true, HelpName = "NET.safetensors" };
        var activation = new Option<string>("--activation") { Description = $"Of the hidden layers: {string.Join(", ", SpecChoices.Activation.Names)}.", Required = true, HelpName = "A" };
        var dataset = new Option<string>("--dataset") { Description = "The data set; engine data list names them.", Required = true, HelpName = "NAME" };
        var output = new Option<string>("--out") { Description = "Folder for the results.", Required = true, HelpName = "DIR" };
        var measureSplit = Split("--measure-split", "Samples that neurons are measured on");
        var evaluateSplit = Split("--evaluate-split", "Samples that right answers are counted on");
        var overrides = new Argument<string[]>("key=value") { Description = "Settings of input, measures and ablation, e.g. ablation.random=50.", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> data = SharedOptions.Data();
        Option<string> device = SharedOptions.Device(), tables = SharedOptions.Tables();
        Option<int> memory = SharedOptions.Memory().AtLeast(1), threads = SharedOptions.Threads().AtLeast(1);
        Option<bool> resume = SharedOptions.Resume(), json = SharedOptions.Json(), quiet = SharedOptions.Quiet();
        var command = new Command("analyze", "Measure and ablate a network that was trained elsewhere, e.g. in PyTorch.")
        {
            model, activation, dataset, data, output, measureSplit, evaluateSplit, device, tables, threads, memory, overrides, resume, json, quiet,
        };
        command.SetAction(parsed => new AnalyzeVerb(
            providers,
            new AnalyzeRequest(
                parsed.GetRequiredValue(model),
                Choice("--activation", parsed.GetRequiredValue(activation), SpecChoices.Activation),
                parsed.GetRequiredValue(dataset),
                parsed.GetValue(data),
                parsed.GetRequiredValue(output),
                Choice("--measure-split", parsed.GetRequiredValue(measureSplit), SpecChoices.Split),
                Choice("--evaluate-split", parsed.GetRequiredValue(evaluateSplit), SpecChoices.Split),
                parsed.GetRequiredValue(device),
                parsed.GetRequiredValue(tables),
                parsed.GetValue(threads),
                (long)parsed.GetValue(memory) << 20,
                parsed.GetValue(overrides) ?? [],
                parsed.GetValue(resume),
                parsed.GetValue(json),
                parsed.GetValue(quiet)),
            interruption).Run());
        return command;
    }

    private static Option<string> Split(string name, string what) => new(name)
    {
        Description = $"{what}: train, validation or test.",
        DefaultValueFactory = _ => Engine.Data.Split.Test.NameOf(),
        HelpName = "S",
    };

    private static T Choice<T>(string option, string text, Specs.Types.ChoiceType<T> choices)
        where T : struct, Enum =>
        choices.TryParse(text, out var value)
            ? value
            : throw new UsageException($"{option} is {text}: needed is one of {string.Join(", ", choices.Names)}{NearestName.Suggestion(text, choices.Names)}");
}
