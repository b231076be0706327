using System.CommandLine;
using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Numerics;
using Engine.Safetensors;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine analyze</c>: measure and ablate a network that was trained elsewhere.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(ProviderSet providers, Interruption interruption)
    {
        var model = new Option<string>("--model")
        {
            Description = "A network as safetensors: Linear layers, BatchNorm1d after them.",
            Required = true,
            HelpName = "NET.safetensors",
        };
        var activation = new Option<string>("--activation")
        {
            Description = $"Of the hidden layers: {string.Join(", ", SpecChoices.Activation.Names)}.",
            Required = true,
            HelpName = "A",
        };
        activation.CompletionSources.Add([.. SpecChoices.Activation.Names]);
        Option<string> dataset = DataOption.Create();
        var output = new Option<string>("--out") { Description = "Folder for the results.", Required = true, HelpName = "DIR" };
        var measureSplit = Split("--measure-split", "Samples that neurons are measured on");
        var evaluateSplit = Split("--evaluate-split", "Samples that right answers are counted on");
        var overrides = new Argument<string[]>("key=value")
        {
            Description = "Settings of input, measures and ablation, e.g. ablation.random=50.",
            Arity = ArgumentArity.ZeroOrMore,
        }.NoOptions();
        Option<string?> data = SharedOptions.Data();
        Option<string> device = SharedOptions.Device(providers);
        Option<int> memory = SharedOptions.Memory().AtLeast(1), threads = SharedOptions.Threads().AtLeast(1);
        Option<bool> resume = SharedOptions.Resume(), json = SharedOptions.Json(), quiet = SharedOptions.Quiet();
        var command = new Command("analyze", "Measure and ablate a network that was trained elsewhere, e.g. in PyTorch.")
        {
            model, activation, dataset, data, output, measureSplit, evaluateSplit, device, threads, memory, overrides, resume, json, quiet,
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
            : throw new UsageException(
                $"{option} is {text}: needed is one of {string.Join(", ", choices.Names)}{choices.Suggestion(text)}");
}

/// <summary>Carries out <c>engine analyze</c>.</summary>
internal sealed class AnalyzeVerb(ProviderSet available, AnalyzeRequest request, Interruption interruption)
{
    public int Run()
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names])
            .ReadAnalysis(request.Overrides, request.Activation, request.MeasureSplit, request.EvaluateSplit);
        foreach (var warning in spec.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        var device = available.Device(request.Device);
        var (network, stored, sha256) = ReadModel();
        WarnOfTinyWeights(network);
        var data = LoadData();
        RequireFit(network, data);
        var scale = Scale(spec, stored, data);
        var identity = AnalysisIdentity.Of(ModelName(), sha256, request.Activation, data, spec, hasScale: stored is not null);
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output));
        identity = identity with { RunId = EarlierIds.Keep([identity.RunId], folder)[0] };
        using var progress = SweepProgress.Create(request.Quiet, 1);
        var analysis = new AnalysisExecutor(device, folder, new AnalysisResources(request.Threads, request.Memory), progress);
        var result = analysis.Execute(identity, network, data, scale, spec, request.Resume, interruption.Token);
        progress.Dispose();
        return interruption.Resumable(() =>
        {
            new SweepSummary(result, folder, [identity.RunId], 1).Show(request.Json, interruption.Token);
            if (result.Cancelled)
                return interruption.Stopped(Terminal.Error);
            var reported = FinalReport.Write(
                folder, part: false, quiet: request.Json, finished: result.Ended.IsEmpty, interruption.Token);
            return reported ? ExitCode.Done : ExitCode.Failure;
        });
    }

    /// <summary>Beside outputs that are large enough they would count.</summary>
    private void WarnOfTinyWeights(Network network)
    {
        var tiny = network.Layers.Sum(layer => layer.Weight.Count(weight => weight != 0 && FlushRule.Apply(weight) == 0));
        if (tiny > 0)
            Terminal.Error.Line(
                $"warning: {request.Model}: weights below 2^-63 (1.1e-19) count as 0, and {tiny} are. Where the outputs before them are as "
                    + "large, move a factor from one layer to the next.");
    }

    /// <summary>The scale given on the command line, else the model's own.</summary>
    private static InputScale Scale(AnalysisSpec spec, InputScale? stored, DataSet data)
    {
        if (spec.Input is null)
            return stored ?? InputScale.Identity;
        DataNeeds.RequireChannels(data, spec.Input);
        var scale = InputScale.Of(spec.Input, data.Split(data.DefaultValidation).Train.Features, data.Channels);
        if (RunData.Warning(scale, data) is { } warning)
            Terminal.Error.Line($"warning: {warning}");
        if (stored is not null && !(stored with { Fit = scale.Fit }).Equals(scale))
            Terminal.Error.Line("warning: the model has an input scale of its own, which is left out: input is given on the command line");
        return scale;
    }

    private (Network Network, InputScale? Scale, string Sha256) ReadModel()
    {
        if (!File.Exists(request.Model))
            throw new UsageException($"--model {request.Model}: there is no such file");
        var content = SafetensorsFile.Read(request.Model, interruption.Token);
        interruption.Token.ThrowIfCancellationRequested();
        var network = SequentialReader.Read(content.Tensors, request.Activation, request.Model);
        interruption.Token.ThrowIfCancellationRequested();
        return (network, StoredScale.Read(content.Metadata, network.Inputs, request.Model), content.Sha256);
    }

    // A shell numbers its pipes anew each time: /dev/fd/63. The name is part of the run's id.
    private string ModelName() => SpecialFile.IsOwnStream(request.Model) ? "pipe.safetensors" : request.Model;

    private DataSet LoadData()
    {
        var environment = DataEnvironment.Current(request.Data) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        if (!request.Quiet)
            environment = environment with { Tell = Terminal.Error.Line };
        return new DataSetLoader(environment).Load(DataOption.Read(request.Dataset), interruption.Token);
    }

    private void RequireFit(Network network, DataSet data)
    {
        if (network.Inputs != data.Inputs)
            throw new UsageException($"{request.Model} takes {network.Inputs} inputs, but a sample of {data.Name} has {data.Inputs}");
        if (network.Classes != data.Classes)
            throw new UsageException($"{request.Model} gives {network.Classes} logits, but {data.Name} has {data.Classes} classes");
    }
}

/// <summary>The arguments of <c>engine analyze</c>.</summary>
internal sealed record AnalyzeRequest(
    string Model,
    Activation Activation,
    string Dataset,
    string? Data,
    string Output,
    Split MeasureSplit,
    Split EvaluateSplit,
    string Device,
    int Threads,
    long Memory,
    string[] Overrides,
    bool Resume,
    bool Json,
    bool Quiet);
