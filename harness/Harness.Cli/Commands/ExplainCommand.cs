using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engine.Ablation;
using Engine.Measures;
using Harness.Cli.Output;
using Harness.Report;
using Harness.Specs.Types;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Harness.Cli.Commands;

/// <summary><c>engine explain DIR RUN LAYER NEURON</c>: everything that the tables have about one neuron.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonOutput.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new NeuronValuesConverter() },
    };

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var run = RunChoice.Needed(folder);
        var layer = new Argument<int>("LAYER") { Description = "Hidden layer, from 1." }.AtLeast(1);
        var neuron = new Argument<int>("NEURON") { Description = "Place in its layer, from 0." }.AtLeast(0);
        var json = SharedOptions.Json();
        var command = new Command("explain", "Tell one neuron's story: histogram, measures, its place in every order, "
            + "what its removal did.") { folder, run, layer, neuron, json };
        command.SetAction(parsed =>
        {
            var results = SharedOptions.Folder(parsed.GetRequiredValue(folder));
            var story = NeuronStory.Read(
                results, RunChoice.Of(results, parsed.GetRequiredValue(run)), parsed.GetValue(layer), parsed.GetValue(neuron));
            if (parsed.GetValue(json))
                Terminal.Out.Line(JsonSerializer.Serialize(story, Json));
            else
                StoryOutput.Show(story);
            return ExitCode.Done;
        });
        return command;
    }
}

/// <summary>Prints one neuron's story.</summary>
internal static class StoryOutput
{
    private const string Bits = "bits";

    /// <summary>Of the terms' size; what is smaller is rounding, and shown as 0.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Flags are said in words, see <see cref="Standing"/>.</summary>
    private static readonly MeasureColumn[] Said =
        [.. KnownMeasures.All.SelectMany(measure => measure.Columns).Where(column => column.Kind != CellKind.Flag)];

    public static void Show(NeuronStory story)
    {
        Terminal.Out.Line(
            $"layer {story.Layer}{Named(story.LayerName)}, neuron {story.Neuron} of {story.RunId}: {story.Dataset}, {story.Network}"
                + (story.Step is { } step ? $", step {step}" : ""));
        foreach (var measures in story.Measures)
            Show(measures, story.ClassNames);
        if (story.Places.Length > 0)
            Terminal.Out.Console.Write(Places(story));
        if (story.Pairs is { } pairs)
            Terminal.Out.Console.Write(Pairs(pairs));
    }

    private static string Named(string? layer) => layer is null ? "" : $" ({layer})";

    private static void Show(StoryMeasures measures, ImmutableArray<string> names)
    {
        Terminal.Out.Line("");
        Terminal.Out.Line($"On the {measures.Split} split, {measures.Quantizer}{Standing(measures)}");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("measure", "value");
        foreach (var column in Said)
            if (measures.Values.TryGetValue(column.Name, out var value))
                table.AddRow(Markup.Escape(column.Title), Cell(column, value, measures, names));
        Terminal.Out.Console.Write(table);
        Terminal.Out.Console.Write(Histogram(measures, names));
    }

    private static string Cell(MeasureColumn column, double value, StoryMeasures measures, ImmutableArray<string> names)
    {
        if (column.Kind == CellKind.Class)
            return names.Length == 0 ? $"{value}" : Visible.Cell($"{value}: {Harness.Runs.Tables.ClassNames.Of(names, (int)value)}");
        return Number(Math.Abs(value) < Rounding * Scale(column, measures) ? 0 : value);
    }

    /// <summary>How large the terms are that the value is a sum of; 0 where it is none: a chance may be as small as it will.</summary>
    private static double Scale(MeasureColumn column, StoryMeasures measures)
    {
        var largest = measures.Values.GetValueOrDefault("max_abs_activation");
        return column.Name switch
        {
            "mean_activation" => largest,
            "variance_activation" => largest * largest,
            _ => column.Unit == Bits ? 1 : 0,
        };
    }

    private static string Standing(StoryMeasures measures)
    {
        if (measures.Values.GetValueOrDefault("inactive") > 0)
            return ": inactive, the output is 0 on all samples";
        return measures.Values.GetValueOrDefault("effectively_inactive") > 0
            ? ": effectively inactive, its removal alone changes no prediction"
            : "";
    }

    private static Table Histogram(StoryMeasures measures, ImmutableArray<string> names)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("output \\ class");
        foreach (var label in measures.Bins.SelectMany(bin => bin.Counts.Keys).Distinct().Order())
            table.AddColumn(new TableColumn(Markup.Escape(Visible.Text(Harness.Runs.Tables.ClassNames.Of(names, label)))).RightAligned());
        foreach (var bin in measures.Bins)
            table.AddRow([Range(bin), .. bin.Counts.Values.Select(count => $"{count}")]);
        return table;
    }

    private static Table Pairs(NeuronPairs pairs)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title("Its pairs, bits: what both say about each other and, together, about the class")
            .AddColumns("", "neuron", "each other", "the class", "redundant", "synergy", "q");
        var rows = pairs.Copies.Select(pair => ("closest copy", pair)).Concat(pairs.Partners.Select(pair => ("best partner", pair)));
        foreach (var (what, pair) in rows)
            table.AddRow(
                what, $"layer {pair.Layer} neuron {pair.Neuron}", InBits(pair.Mutual), InBits(pair.Joint), InBits(pair.Redundancy),
                InBits(pair.Synergy), Number(pair.QValue));
        return table;

        static string InBits(double value) => Number(Math.Abs(value) < Rounding ? 0 : value);
    }

    private static Table Places(NeuronStory story)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Title("Its place in every order, and the accuracy before and after its removal there")
            .AddColumns("scope", "measure", "of", "lowest first", "", "highest first", "");
        foreach (var order in story.Places.GroupBy(place => (place.Scope, place.Order, place.Quantizer, place.MeasureSplit)))
        {
            var ascending = order.FirstOrDefault(place => place.Direction == AblationDirection.Ascending.NameOf());
            var descending = order.FirstOrDefault(place => place.Direction == AblationDirection.Descending.NameOf());
            table.AddRow(
                Visible.Cell(order.Key.Scope),
                Visible.Cell(order.Key.Order + (order.Key.Quantizer is { } quantizer ? $" ({quantizer})" : "")),
                $"{order.First().Width}", Step(ascending), Change(ascending), Step(descending), Change(descending));
        }
        return table;
    }

    private static string Step(StoryPlace? place) => place is null ? "-" : $"{place.Step}";

    private static string Change(StoryPlace? place) => place is null ? "" : $"{place.Before:0.0000} → {place.After:0.0000}";

    private static string Range(StoryBin bin) => (double.IsInfinity(bin.Lower), double.IsInfinity(bin.Upper)) switch
    {
        (true, true) => "any",
        (true, false) => $"up to {Number(bin.Upper)}",
        (false, true) => $"above {Number(bin.Lower)}",
        _ => $"{Number(bin.Lower)} to {Number(bin.Upper)}",
    };

    private static string Number(double value) => NumberText.Rounded(value);
}
