using System.Collections.Immutable;
using System.CommandLine;
using Engine;
using Engine.Analysis;
using Engine.Data;
using Engine.Networks;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Arrays;
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
        var model = ModelOptions.OfNetwork();
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
            dataset, data, output, measureSplit, evaluateSplit, device, threads, memory, overrides, resume, json, quiet,
        };
        foreach (var option in model.All.Reverse())
            command.Options.Insert(0, option);
        command.SetAction(parsed => new AnalyzeVerb(
            providers,
            new AnalyzeRequest(
                model.Read(parsed),
                parsed.GetRequiredValue(dataset),
                parsed.GetValue(data),
                parsed.GetRequiredValue(output),
                SharedOptions.Choice("--measure-split", parsed.GetRequiredValue(measureSplit), SpecChoices.Split),
                SharedOptions.Choice("--evaluate-split", parsed.GetRequiredValue(evaluateSplit), SpecChoices.Split),
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
}

/// <summary>Carries out <c>engine analyze</c>.</summary>
internal sealed class AnalyzeVerb(ProviderSet available, AnalyzeRequest request, Interruption interruption)
{
    public int Run()
    {
        // A mistake in the settings is told before a file is read.
        if (request.Model.Hints.Activations is [var only])
            Spec(only);
        var device = available.Device(request.Device);
        var model = ModelReading.Of(request.Model, interruption.Token);
        var spec = Spec(model.Strictest);
        foreach (var warning in spec.Warnings)
            Terminal.Error.Line($"warning: {warning}");
        model.WarnOfTinyWeights();
        var network = model.Network;
        var data = Named(LoadData(), model.ClassNames);
        RequireFit(network, data);
        var scale = Scale(spec, model.Scale, data);
        var evaluated = scale.Apply(data.Split(data.DefaultValidation))[spec.Ablation.Split];
        model.Check(
            $"the {spec.Ablation.Split.NameOf()} split of {data.Name}", evaluated, scale, request.Threads, request.Quiet,
            interruption.Token);
        var identity = AnalysisIdentity.Of(ModelName(), model.Sha256, model.Read, data, spec, hasScale: model.Scale is not null);
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

    private AnalysisSpec Spec(Activation activation) => new SpecReader([.. DataCatalogue.Shipped.Names], ScoreFile.Read)
        .ReadAnalysis(request.Overrides, activation, request.MeasureSplit, request.EvaluateSplit);

    /// <summary>The scale given on the command line, else the model's own.</summary>
    private static InputScale Scale(AnalysisSpec spec, InputScale? stored, DataSet data)
    {
        if (spec.Input is null)
            return stored ?? InputScale.Identity;
        DataNeeds.RequireChannels(data, spec.Input);
        if (spec.Input.Fit != InputFit.None && data.Train.Samples == 0)
            throw new UsageException($"input is {StoredScale.NameOf(spec.Input.Fit)}, and {data.Name} has no samples for training to take "
                + "mean and deviation from: give both as numbers, input.mean=… input.std=…");
        var scale = InputScale.Of(spec.Input, data.Split(data.DefaultValidation).Train.Features, data.Channels);
        if (RunData.Warning(scale, data) is { } warning)
            Terminal.Error.Line($"warning: {warning}");
        if (stored is not null && !(stored with { Fit = scale.Fit }).Equals(scale))
            Terminal.Error.Line("warning: the model has an input scale of its own, which is left out: input is given on the command line");
        return scale;
    }

    // A shell numbers its pipes anew each time: /dev/fd/63. The name is part of the run's id.
    private string ModelName() => SpecialFile.IsOwnStream(request.Model.Path) ? "pipe.safetensors" : request.Model.Path;

    private DataSet LoadData()
    {
        var environment = DataEnvironment.Current(request.Data) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        if (!request.Quiet)
            environment = environment with { Tell = Terminal.Error.Line };
        return new DataSetLoader(environment).Load(DataOption.Read(request.Dataset), interruption.Token);
    }

    /// <summary>The data with the names of classes that the model has, where they have none of their own.</summary>
    private DataSet Named(DataSet data, ImmutableArray<string> names)
    {
        if (names.IsEmpty || names.Length != data.Classes)
            return data;
        if (data.ClassNames.IsEmpty)
            return data with { ClassNames = names };
        var other = Enumerable.Range(0, names.Length).FirstOrDefault(index => names[index] != data.ClassNames[index], -1);
        return other < 0
            ? data
            : throw new UsageException($"{request.Model.Path}: its class {other} is {names[other]}, that of {data.Name} is "
                + $"{data.ClassNames[other]}: they are not the same classes in one order");
    }

    private void RequireFit(Network network, DataSet data)
    {
        if (network.Inputs != data.Inputs)
            throw new UsageException($"{request.Model.Path} takes {network.Inputs} inputs, but a sample of {data.Name} has {data.Inputs}");
        if (network.Classes != data.Classes)
            throw new UsageException($"{request.Model.Path} gives {network.Classes} logits, but {data.Name} has {data.Classes} classes. "
                + "Where no sample has some of the network's classes, name all in an array classes, in the network's order");
    }
}

/// <summary>The arguments of <c>engine analyze</c>.</summary>
internal sealed record AnalyzeRequest(
    ModelRequest Model,
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
