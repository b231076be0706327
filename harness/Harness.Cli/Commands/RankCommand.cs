using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Engine;
using Engine.Measures;
using Harness.Cli.Output;
using Harness.Report;
using Harness.Runs.Storage;
using Harness.Specs;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace Harness.Cli.Commands;

/// <summary><c>engine rank DIR [RUN]</c>: which neurons matter, which are spare, whose removal helps.</summary>
internal static class RankCommand
{
    private const string Default = "single_drop", WithoutDrops = "mutual_information";

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A sweep's output folder." }.NoOptions();
        var run = RunChoice.Optional(folder);
        var by = new Option<string?>("--by")
        {
            Description = $"The column of the table neurons to sort by, highest first (default {Default}).",
            HelpName = "COLUMN",
        };
        var ascending = new Option<bool>("--ascending") { Description = "Lowest first." };
        var layer = new Option<int?>("--layer") { Description = "Only this hidden layer, from 1.", HelpName = "L" }.AtLeast(1);
        var top = new Option<int?>("--top") { Description = "Only the first N.", HelpName = "N" }.AtLeast(1);
        var csv = new Option<string?>("--csv") { Description = "Also write the rows, with every column, as CSV.", HelpName = "FILE" };
        var json = SharedOptions.Json();
        var command = new Command("rank", "Which neurons of a run matter, which are spare, whose removal helps: all of them, sorted.")
        {
            folder, run, by, ascending, layer, top, csv, json,
        };
        command.SetAction(parsed =>
        {
            var results = SharedOptions.Folder(parsed.GetRequiredValue(folder));
            var ranking = NeuronRanking.Read(results, RunChoice.Of(results, parsed.GetValue(run)));
            var column = Column(ranking, parsed.GetValue(by));
            var neurons = ranking.By(column, parsed.GetValue(ascending))
                .Where(neuron => parsed.GetValue(layer) is not { } only || neuron.Layer == only).ToArray();
            if (neurons.Length == 0)
                throw new UsageException(
                    $"--layer is {parsed.GetValue(layer)}: {ranking.RunId} has the layers 1 to {ranking.Neurons.Max(each => each.Layer)}");
            var shown = parsed.GetValue(top) is { } first ? neurons.Take(first).ToArray() : neurons;
            if (parsed.GetValue(csv) is { } file)
                Write(results, file, ranking, shown);
            if (parsed.GetValue(json))
                Terminal.Out.Line(RankOutput.Json(ranking, column, shown));
            else
                RankOutput.Show(ranking, column, neurons, shown);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Column(NeuronRanking ranking, string? given)
    {
        if (given is null)
            return ranking.Neurons.Any(neuron => neuron.Removal is not null) ? Default : WithoutDrops;
        string[] known = ["layer", "neuron", .. ranking.Columns];
        return known.Contains(given)
            ? given
            : throw new UsageException(
                $"--by is {given}: the table neurons has no such column of numbers; known are {string.Join(", ", known)}"
                    + NearestName.Suggestion(given, known));
    }

    private static void Write(ResultFolder results, string file, NeuronRanking ranking, RankedNeuron[] neurons)
    {
        var full = Path.GetFullPath(file);
        if (Directory.Exists(full))
            throw new UsageException($"--csv {file} is a folder: name a file");
        OutputPlace.RequireOutsideTables("--csv", full, results);
        WholeFile.Write(full, stream => stream.Write(Encoding.UTF8.GetBytes(RankOutput.Csv(ranking, neurons))));
    }
}

/// <summary>A ranking as a table for people, as JSON and as CSV.</summary>
internal static class RankOutput
{
    private static readonly string[] Scopes = ["layer", "network"];

    /// <summary>The least that four digits show.</summary>
    private const double Least = 0.00005;

    private static readonly JsonSerializerOptions Values = new(JsonOutput.Options) { Converters = { new NeuronValuesConverter() } };

    private static readonly string[] Facts = ["mutual_information", "q_value", "class_selectivity"];

    public static void Show(NeuronRanking ranking, string by, RankedNeuron[] all, RankedNeuron[] shown)
    {
        Terminal.Out.Line($"{ranking.RunId}: {ranking.Dataset}, {ranking.Network}; {Amount.Of(ranking.Samples, "sample")} of the "
            + $"{ranking.Split} split, {ranking.Quantizer}");
        Terminal.Out.Line($"{Counts(all)}{(shown.Length < all.Length ? $"; shown are {shown.Length} of {all.Length}" : "")}");
        Terminal.Out.Console.Write(Rows(ranking, by, shown));
        var (count, level) = (ranking.Neurons.Length, ranking.Significance);
        Terminal.Out.Line(string.Create(CultureInfo.InvariantCulture, $"""
            lost: how many right answers are missing without the neuron; changed: how many predictions differ; both of {ranking.Samples}.
            q: of the sign test of lost, after Benjamini and Hochberg over {Amount.Of(count, "neuron")}. It counts every changed prediction
            as won or lost, so that it errs on the safe side. spare: nothing changes; matters: lost > 0 and q <= {level}; harmful:
            lost < 0 and q <= {level}; open: neither is shown. Each neuron is removed alone. The curves tell what neurons do for each other.
            """));
        if (Order(ranking, by) is { } order)
            Terminal.Out.Line($"in layer, in network: the step at which {order} removes it, lowest first.");
    }

    public static string Json(NeuronRanking ranking, string by, RankedNeuron[] neurons) => JsonSerializer.Serialize(
        new
        {
            ranking.RunId,
            ranking.Dataset,
            ranking.Network,
            ranking.Split,
            ranking.Quantizer,
            ranking.Samples,
            ranking.Significance,
            by,
            neurons = neurons.Select(neuron => new
            {
                neuron.Layer,
                neuron.Neuron,
                verdict = Word(neuron.Verdict),
                lost = neuron.Removal?.Lost,
                changed = neuron.Removal?.Changed,
                drop_p_value = neuron.Removal?.PValue,
                drop_q_value = neuron.Removal?.QValue,
                values = neuron.Values.Where(value => double.IsFinite(value.Value)).ToImmutableSortedDictionary(),
                places = neuron.Places,
            }),
        },
        Values);

    /// <summary>RFC 4180, numbers in the shortest form that gives them back; an empty cell is a value that does not exist.</summary>
    public static string Csv(NeuronRanking ranking, RankedNeuron[] neurons)
    {
        var text = new StringBuilder();
        Line(text,
        [
            "layer", "neuron", "verdict", "lost", "drop_p_value", "drop_q_value", .. ranking.Columns,
            .. Scopes.SelectMany(scope => ranking.Orders.Select(order => $"place_in_{scope}:{order}")),
        ]);
        foreach (var neuron in neurons)
            Line(text,
            [
                Text(neuron.Layer), Text(neuron.Neuron), Word(neuron.Verdict), Text(neuron.Removal?.Lost), Text(neuron.Removal?.PValue),
                Text(neuron.Removal?.QValue),
                .. ranking.Columns.Select(column => neuron.Values.TryGetValue(column, out var value) ? Text(value) : ""),
                .. Scopes.SelectMany(scope => ranking.Orders.Select(order => Text(neuron.Place(scope, order)?.Step))),
            ]);
        return text.ToString();
    }

    private static Table Rows(NeuronRanking ranking, string by, RankedNeuron[] shown)
    {
        IEnumerable<string> asked = Facts.Contains(by) || by is "layer" or "neuron" or "single_drop" ? Facts : Facts.Prepend(by);
        string[] facts = [.. asked.Where(ranking.Columns.Contains)];
        var order = Order(ranking, by);
        var table = new Table().Border(TableBorder.Rounded).AddColumns("layer", "neuron", "verdict");
        foreach (var title in facts.Append("lost").Append("changed").Append("q"))
            table.AddColumn(new TableColumn(Visible.Cell(title.Replace('_', ' '))).RightAligned());
        foreach (var scope in order is null ? [] : Scopes)
            table.AddColumn(new TableColumn($"in {scope}").RightAligned());
        foreach (var neuron in shown)
            table.AddRow(
            [
                $"{neuron.Layer}", $"{neuron.Neuron}", Word(neuron.Verdict),
                .. facts.Select(fact => neuron.Values.TryGetValue(fact, out var value) ? Short(value) : "-"),
                neuron.Removal is { } removal ? $"{removal.Lost}" : "-", neuron.Removal is { } alone ? $"{alone.Changed}" : "-",
                neuron.Removal is { } judged ? Short(judged.QValue) : "-",
                .. order is null ? [] : Scopes.Select(scope => Place(neuron.Place(scope, order))),
            ]);
        return table;
    }

    /// <summary>The order by the column that rows are sorted by, else the first.</summary>
    private static string? Order(NeuronRanking ranking, string by) =>
        ranking.Orders.FirstOrDefault(name => name.Replace('-', '_') == by) ?? ranking.Orders.FirstOrDefault();

    private static string Counts(RankedNeuron[] all) => string.Join(", ", Enum.GetValues<NeuronVerdict>().OrderBy(verdict => verdict == 0)
        .Select(verdict => $"{Word(verdict)} {all.Count(neuron => neuron.Verdict == verdict)}"));

    private static string Word(NeuronVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Place(NeuronPlace? place) => place is null ? "-" : $"{place.Step}/{place.Width}";

    /// <summary>A number that is not 0 is never shown as 0.</summary>
    private static string Short(double value) => value != 0 && Math.Abs(value) < Least
        ? value > 0 ? "<0.0001" : ">-0.0001"
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(cell => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\""))
            .Append("\r\n");
}
