using System.CommandLine;
using Engine.Analysis;
using Engine.Networks;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Data;
using Harness.Runs.Execution;
using Harness.Runs.Measuring;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine measure</c>: measure the neurons of any network by activations that were saved.</summary>
internal static class MeasureCommand
{
    public static Command Create(Interruption interruption)
    {
        var activations = new Option<string[]>("--activations")
        {
            Description = "Files of activations, each array of which is a layer, [samples, neurons] or [samples, channels, …]; "
                + "FILE:ARRAY takes one array of a file.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "FILE…",
        };
        var labels = new Option<string>("--labels")
        {
            Description = "The classes of the samples, numbers or texts: FILE, or FILE:ARRAY.",
            Required = true,
            HelpName = "FILE",
        };
        var output = new Option<string>("--out") { Description = "Folder for the results.", Required = true, HelpName = "DIR" };
        var reduce = new Option<string?>("--reduce")
        {
            Description = "How the positions of a channel become one number: max, mean; flatten makes each a neuron.",
            HelpName = "R",
        };
        reduce.CompletionSources.Add(SharedOptions.Words<Reduction>());
        var channels = new Option<string>("--channels")
        {
            Description = "Which dimension holds the channels: first, [samples, channels, …], or last, [samples, …, channels].",
            DefaultValueFactory = _ => "first",
            HelpName = "PLACE",
        }.WithWords(() => SharedOptions.Words<ChannelPlace>());
        var activation = new Option<string?>("--activation")
        {
            Description = "Of the neurons, where one is known: it says where a neuron is active. Without it that is above 0.",
            HelpName = "A",
        };
        activation.CompletionSources.Add([.. SpecChoices.Activation.Names]);
        var overrides = new Argument<string[]>("key=value")
        {
            Description = "Settings of measures and pairs, e.g. measures.quantizer=uniform-4; with --head of ablation and insights too.",
            Arity = ArgumentArity.ZeroOrMore,
        }.NoOptions();
        Option<int> memory = SharedOptions.Memory().AtLeast(1), threads = SharedOptions.Threads().AtLeast(1);
        Option<bool> resume = SharedOptions.Resume(), json = SharedOptions.Json(), quiet = SharedOptions.Quiet();
        var command = new Command("measure", "Measure the neurons of any network by activations that were saved, streamed from disk.")
        {
            activations, labels, output, reduce, channels, activation, threads, memory, overrides, resume, json, quiet,
        };
        var head = ModelOptions.OfHead();
        foreach (var (place, option) in head.All.Index())
            command.Options.Insert(command.Options.IndexOf(activation) + 1 + place, option);
        command.SetAction(parsed => new MeasureVerb(
            ProviderSet.Streams,
            new MeasureRequest(
                parsed.GetRequiredValue(activations),
                parsed.GetRequiredValue(labels),
                parsed.GetRequiredValue(output),
                parsed.GetValue(reduce) is { } reduction ? SharedOptions.Word<Reduction>("--reduce", reduction) : null,
                SharedOptions.Word<ChannelPlace>("--channels", parsed.GetRequiredValue(channels)),
                parsed.GetValue(activation) is { } known ? Known(known) : null,
                head.ReadIfAny(parsed),
                new AnalysisResources(parsed.GetValue(threads), (long)parsed.GetValue(memory) << 20),
                parsed.GetValue(overrides) ?? [],
                parsed.GetValue(resume),
                parsed.GetValue(json),
                parsed.GetValue(quiet)),
            interruption).Run());
        return command;
    }

    private static Activation Known(string text) =>
        SpecChoices.Activation.TryParse(text, out var known)
            ? known
            : throw SharedOptions.NoChoice("--activation", text, SpecChoices.Activation.Names);
}

/// <summary>Carries out <c>engine measure</c>.</summary>
internal sealed class MeasureVerb(MeasuringDevice device, MeasureRequest request, Interruption interruption)
{
    public int Run()
    {
        // A list of files takes the words after it, as a shell's pattern does: settings may stand among them.
        var settings = request.Activations.Where(OptionValues.IsSetting).Concat(request.Overrides).ToArray();
        string[] words = [.. request.Activations.Where(word => !OptionValues.IsSetting(word))];
        var (folder, run, result) = request.Head is { } head
            ? new HeadAnalysis(device, request, head, interruption).Run(words, settings)
            : Measure(words, settings);
        return Conclusion.Write(result, folder, [run], request.Json, interruption);
    }

    private MeasuredFolder Measure(string[] words, string[] settings)
    {
        var spec = new SpecReader([.. DataCatalogue.Shipped.Names]).ReadMeasures(settings, request.Activation);
        using var files = MeasuredFiles.Open(words, request.Labels, request.Reduction, request.Channels, interruption.Token);
        var identity = MeasureIdentity.Of(
            files, request.Activation, request.Reduction, request.Channels, spec, interruption.Token);
        var folder = SharedOptions.Folder(SharedOptions.Target(request.Output));
        using var progress = SweepProgress.Create(request.Quiet, 1);
        var measuring = new MeasureExecutor(device, folder, request.Resources, progress, progress.Note);
        return new MeasuredFolder(
            folder, identity.RunId,
            measuring.Execute(identity, files, request.Activation, spec, request.Resume, interruption.Token));
    }
}

/// <summary>Where a measurement was stored, and what became of it.</summary>
internal sealed record MeasuredFolder(ResultFolder Folder, string Run, SweepResult Result);

/// <summary>The arguments of <c>engine measure</c>.</summary>
/// <param name="Head">The layers after the activations; null where there are none.</param>
internal sealed record MeasureRequest(
    string[] Activations,
    string Labels,
    string Output,
    Reduction? Reduction,
    ChannelPlace Channels,
    Activation? Activation,
    ModelRequest? Head,
    AnalysisResources Resources,
    string[] Overrides,
    bool Resume,
    bool Json,
    bool Quiet);
