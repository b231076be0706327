using System.CommandLine;
using Engine;
using Engine.Data;
using Harness.Cli.Output;
using Harness.Runs.Arrays;
using Harness.Runs.Data;
using Harness.Runs.Pruning;
using Harness.Runs.Storage;

namespace Harness.Cli.Commands;

/// <summary><c>engine activations DIR [RUN]</c>: the outputs of a run's hidden layers, for other programs.</summary>
internal static class ActivationsCommand
{
    private static readonly string[] Forms = [.. Enum.GetNames<OutputForm>().Select(form => form.ToLowerInvariant())];

    public static Command Create(Interruption interruption)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var run = RunChoice.Optional(folder);
        var output = new Option<string>("--out") { Description = "A new file.", HelpName = "FILE", Required = true };
        var form = new Option<string>("--format")
        {
            Description = "npz and safetensors: arrays layer_1 [samples, neurons], …, logits and y; parquet: a column for each neuron.",
            DefaultValueFactory = _ => Forms[0],
            HelpName = string.Join("|", Forms),
        };
        form.AcceptOnlyFromAmong(Forms);
        var split = new Option<string>("--split")
        {
            Description = "The samples: train, validation or test.",
            DefaultValueFactory = _ => Split.Test.NameOf(),
            HelpName = "S",
        };
        split.AcceptOnlyFromAmong([.. Enum.GetValues<Split>().Select(one => one.NameOf())]);
        var model = new Option<string?>("--model") { Description = "The network's file, if it was trained elsewhere.", HelpName = "FILE" };
        var dataset = DataOption.OfAnalysis();
        var data = SharedOptions.Data();
        var threads = SharedOptions.Threads().AtLeast(1);
        var command = new Command("activations", "Write the outputs of a run's hidden layers, and the labels.")
        {
            folder, run, output, form, split, model, dataset, data, threads,
        };
        command.SetAction(parsed => Write(
            SharedOptions.Folder(parsed.GetRequiredValue(folder)), parsed.GetValue(run), Path.GetFullPath(parsed.GetRequiredValue(output)),
            Enum.Parse<OutputForm>(parsed.GetRequiredValue(form), ignoreCase: true),
            Enum.GetValues<Split>().First(one => one.NameOf() == parsed.GetRequiredValue(split)),
            parsed.GetValue(model), parsed.GetValue(dataset), parsed.GetValue(data), parsed.GetValue(threads), interruption.Token));
        return command;
    }

    private static int Write(
        ResultFolder folder, string? run, string output, OutputForm form, Split split, string? model, string? dataset, string? data,
        int threads,
        CancellationToken cancellation)
    {
        OutputPlace.RequireOutsideTables("--out", output, folder);
        var id = RunChoice.Of(folder, run);
        var environment = DataEnvironment.Current(data) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        var read = RunNetwork.Read(
            folder, id, model, dataset is null ? null : DataOption.Read(dataset), new DataSetLoader(environment), cancellation);
        var samples = read.Splits[split];
        if (samples.Samples == 0)
            throw new UsageException($"--split {split.NameOf()}: {id} has no such samples; choose another split");
        HiddenOutputs.Of(read.Network, samples, threads, cancellation).Write(form, output);
        Terminal.Out.Line($"{output}: outputs of {read.Network.Shape.HiddenName} neurons on {Amount.Of(samples.Samples, "sample")} "
            + $"({split.NameOf()})");
        return ExitCode.Done;
    }
}
