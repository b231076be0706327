using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Engine;
using Engine.Ablation;
using Engine.Data;
using Engine.Networks;
using Harness.Cli.Output;
using Harness.Runs.Data;
using Harness.Runs.Pruning;
using Harness.Runs.Storage;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary><c>engine prune DIR [RUN]</c>: the network at a step of a curve, as a smaller network and as masks.</summary>
internal static class PruneCommand
{
    public static Command Create(Interruption interruption)
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var run = RunChoice.Optional(folder);
        var order = Text("--order", "The order of the curve: a measure, the name of own scores, or random. Needed.", "O");
        var direction = Text("--direction", "ascending (lowest first, the default) or descending.", "D");
        var scope = Text("--scope", "network, layer-1, layer-2, … Needed.", "S");
        var step = new Option<int?>("--step") { Description = "How many neurons are removed.", HelpName = "K" }.AtLeast(0);
        var keep = new Option<double?>("--keep-accuracy")
        {
            Description = "Or: the last step whose accuracy is at least this, from 0 to 1.",
            HelpName = "X",
            CustomParser = Share,
        };
        var output = Text("--out", "The smaller network, as safetensors.", "FILE");
        var masks = Text("--masks", "Masks for torch.nn.utils.prune.custom_from_mask, as safetensors.", "FILE");
        var quantizer = Text("--quantizer", "Of the measure, where curves differ in it.", "Q");
        var measured = Text("--measure-split", "Of the measure, where curves differ in it.", "S");
        var repetition = new Option<int>("--repetition") { Description = "Of random orders.", HelpName = "N" }.AtLeast(0);
        var model = Text("--model", "The network's file, if it was trained elsewhere.", "FILE");
        var dataset = DataOption.OfAnalysis();
        var data = SharedOptions.Data();
        var threads = SharedOptions.Threads().AtLeast(1);
        var json = SharedOptions.Json();
        var command = new Command("prune", "Write a run's network without the neurons that a curve has removed at a step.")
        {
            folder, run, order, direction, scope, step, keep, output, masks, quantizer, measured, repetition, model, dataset, data, threads,
            json,
        };
        command.SetAction(parsed =>
        {
            RequireAll(
                parsed.GetValue(order) is not null, parsed.GetValue(scope) is not null, parsed.GetValue(step) is not null,
                parsed.GetValue(keep) is not null,
                parsed.GetValue(output) is not null || parsed.GetValue(masks) is not null);
            var results = SharedOptions.Folder(parsed.GetRequiredValue(folder));
            var choice = new CurveChoice(
                parsed.GetValue(order)!, parsed.GetValue(direction) ?? AblationDirection.Ascending.NameOf(), parsed.GetValue(scope)!,
                parsed.GetValue(quantizer), parsed.GetValue(measured), parsed.GetValue(repetition), parsed.GetValue(step),
                parsed.GetValue(keep));
            return new PruneVerb(
                results, RunChoice.Of(results, parsed.GetValue(run)), choice, parsed.GetValue(output), parsed.GetValue(masks),
                interruption.Token)
                .Run(
                    parsed.GetValue(model), parsed.GetValue(dataset), parsed.GetValue(data), parsed.GetValue(threads),
                    parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Names all that is missing at once.</summary>
    private static void RequireAll(bool order, bool scope, bool step, bool keep, bool place)
    {
        string[] missing =
        [
            .. order ? Array.Empty<string>() : ["--order O is needed, e.g. mutual-information"],
            .. scope ? Array.Empty<string>() : ["--scope S is needed, e.g. network or layer-1"],
            .. step == keep ? ["--step K or --keep-accuracy X is needed, one of both"] : Array.Empty<string>(),
            .. place ? Array.Empty<string>() : ["--out FILE for the smaller network or --masks FILE is needed, or both"],
        ];
        if (missing.Length > 0)
            throw new UsageException(string.Join("; ", missing));
    }

    private static Option<string?> Text(string name, string description, string value) => new(name)
    {
        Description = description,
        HelpName = value,
    };

    private static double? Share(ArgumentResult result)
    {
        var word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            return value;
        result.AddError($"--keep-accuracy is {word}: needed is a number from 0 to 1");
        return null;
    }
}

/// <summary>Carries out <c>engine prune</c>.</summary>
internal sealed class PruneVerb(
    ResultFolder folder, string run, CurveChoice choice, string? output, string? masks, CancellationToken cancellation)
{
    public int Run(string? model, string? dataset, string? dataFolder, int threads, bool json)
    {
        RequirePlaces(model);
        var point = choice.In(folder, run);
        var environment = DataEnvironment.Current(dataFolder) with { Warn = message => Terminal.Error.Line($"warning: {message}") };
        var whole = RunNetwork.Read(
            folder, run, model, dataset is null ? null : DataOption.Read(dataset), new DataSetLoader(environment), cancellation);
        var pruned = PrunedRun.Of(folder, run, whole, point, threads, cancellation);
        if (masks is not null)
            pruned.RequireMaskable();
        if (output is not null)
            pruned.WriteNetwork(Path.GetFullPath(output));
        if (masks is not null)
            pruned.WriteMasks(Path.GetFullPath(masks));
        if (json)
            Terminal.Out.Line(Described(pruned));
        else
            Show(pruned);
        return ExitCode.Done;
    }

    private void RequirePlaces(string? model)
    {
        if (output is not null && masks is not null && RealPath.AreSame(output, masks))
            throw new UsageException("--out and --masks name one file; choose two");
        foreach (var (option, file) in new[] { ("--out", output), ("--masks", masks) })
        {
            if (file is null)
                continue;
            if (Directory.Exists(file))
                throw new UsageException($"{option} {file} is a folder: name a file");
            if (model is not null && RealPath.AreSame(file, model))
                throw new UsageException($"{option} {file} is the model that is read; choose another file");
            OutputPlace.RequireOutsideTables(option, Path.GetFullPath(file), folder);
        }
    }

    private void Show(PrunedRun pruned)
    {
        var (point, curve) = (pruned.Point, pruned.Point.Ranked.Curve);
        var way = curve.Direction == AblationDirection.Random ? $"{curve.Repetition}" : curve.Direction.NameOf();
        Terminal.Out.Line(
            $"{run}: {curve.Scope}, {curve.Order} {way}, step {point.Step} of {curve.Width}; removed outputs become {Constant(point)}");
        Terminal.Out.Line(
            $"{point.Split.NameOf()} accuracy {(double)pruned.Correct / point.Total:0.0000}: {pruned.Correct} right answers of "
                + $"{point.Total}, "
                + (pruned.Difference == 0
                    ? "as in the curve"
                    : $"in the curve {point.Correct}; {point.NearTies} samples are nearly tied, and sums in another order decide them"));
        foreach (var layer in pruned.Emptied)
            Terminal.Out.Line($"layer {layer} has no neuron left: it keeps one whose weights in and out are 0, for a layer needs one");
        if (output is not null)
            Terminal.Out.Line($"{Path.GetFullPath(output)}: {Shape(pruned.Smaller)}, {Parameters(pruned.Smaller)} of "
                + $"{Parameters(pruned.Whole.Network)} parameters ({Shape(pruned.Whole.Network)})");
        if (masks is not null)
            Terminal.Out.Line($"{Path.GetFullPath(masks)}: masks of {string.Join(", ", pruned.Whole.Modules)}");
    }

    private string Described(PrunedRun pruned) => JsonSerializer.Serialize(
        new
        {
            run_id = run,
            scope = pruned.Point.Ranked.Curve.Scope.Name,
            pruned.Point.Ranked.Curve.Order,
            direction = pruned.Point.Ranked.Curve.Direction.NameOf(),
            pruned.Point.Step,
            replace = SpecChoices.Replacement.NameOf(pruned.Point.Replace),
            split = pruned.Point.Split.NameOf(),
            pruned.Correct,
            correct_in_curve = pruned.Point.Correct,
            pruned.Point.NearTies,
            pruned.Point.Total,
            hidden = pruned.Smaller.Shape.Hidden,
            emptied_layers = pruned.Emptied,
            parameters = Parameters(pruned.Smaller),
            output = output is null ? null : Path.GetFullPath(output),
            masks = masks is null ? null : Path.GetFullPath(masks),
        },
        JsonOutput.Options);

    private static string Constant(CurvePoint point) => point.Replace == Replacement.Zero ? "0" : "their mean";

    private static string Shape(Network network) =>
        string.Join('-', network.Layers.Select(layer => layer.Inputs).Append(network.Classes));

    /// <summary>Weights and biases, with batch normalization's.</summary>
    private static long Parameters(Network network) => network.Layers.Sum(
        layer => layer.Weight.Length + (long)layer.Bias.Length + (2 * (layer.Normalization?.Features ?? 0)));
}
