using System.CommandLine;
using Engine.Data;
using Harness.Cli.Providers;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine analyze</c>: measure and ablate networks that were trained elsewhere.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(ProviderSet providers, Interruption interruption)
    {
        var model = ModelOptions.OfNetworks();
        Option<string> dataset = DataOption.Create();
        var output = new Option<string>("--out") { Description = "Folder for the results.", Required = true, HelpName = "DIR" };
        var measureSplit = Split("--measure-split", "Samples that neurons are measured on");
        var evaluateSplit = Split("--evaluate-split", "Samples that right answers are counted on");
        var words = new Argument<string[]>("NET|key=value")
        {
            Description = "Networks as of --model, and settings of input, measures and ablation, e.g. ablation.random=50.",
            HelpName = "NET|key=value",
            Arity = ArgumentArity.ZeroOrMore,
        }.NoOptions();
        Option<string?> data = SharedOptions.Data();
        Option<string> device = SharedOptions.Device(providers);
        Option<int> memory = SharedOptions.Memory().AtLeast(1), threads = SharedOptions.Threads().AtLeast(1);
        var extend = new Option<bool>("--extend")
        {
            Description = "Add networks to the series in the folder, as training goes on; those that are done there need no file.",
        };
        Option<bool> resume = SharedOptions.Resume(), json = SharedOptions.Json(), quiet = SharedOptions.Quiet();
        var command = new Command("analyze", "Measure and ablate networks that were trained elsewhere, e.g. in PyTorch.")
        {
            dataset, data, output, measureSplit, evaluateSplit, device, threads, memory, words, resume, extend, json, quiet,
        };
        foreach (var option in model.All.Reverse())
            command.Options.Insert(0, option);
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(words) ?? [];
            return new AnalyzeVerb(
                providers,
                new AnalyzeRequest(
                    model.Read(parsed, given.Where(word => !OptionValues.IsSetting(word))),
                    parsed.GetRequiredValue(dataset),
                    parsed.GetValue(data),
                    parsed.GetRequiredValue(output),
                    SharedOptions.Choice("--measure-split", parsed.GetRequiredValue(measureSplit), SpecChoices.Split),
                    SharedOptions.Choice("--evaluate-split", parsed.GetRequiredValue(evaluateSplit), SpecChoices.Split),
                    parsed.GetRequiredValue(device),
                    parsed.GetValue(threads),
                    (long)parsed.GetValue(memory) << 20,
                    [.. given.Where(OptionValues.IsSetting)],
                    parsed.GetValue(resume),
                    parsed.GetValue(extend),
                    parsed.GetValue(json),
                    parsed.GetValue(quiet)),
                interruption).Run();
        });
        return command;
    }

    private static Option<string> Split(string name, string what) => new(name)
    {
        Description = $"{what}: train, validation or test.",
        DefaultValueFactory = _ => Engine.Data.Split.Test.NameOf(),
        HelpName = "S",
    };
}

/// <summary>The arguments of <c>engine analyze</c>.</summary>
internal sealed record AnalyzeRequest(
    ModelWords Models,
    string Dataset,
    string? Data,
    string Output,
    Split MeasureSplit,
    Split EvaluateSplit,
    string Device,
    int Threads,
    long Memory,
    string[] Settings,
    bool Resume,
    bool Extend,
    bool Json,
    bool Quiet);
