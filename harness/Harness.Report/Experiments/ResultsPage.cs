using System.Text;
using Harness.Runs.Storage;

namespace Harness.Report.Experiments;

/// <summary>The page of results: the talk's claims beside what was measured.</summary>
public static class ResultsPage
{
    private static readonly string[] Paradox = [PaperFigure.Name, "mnist-l2", "mnist-dropout", "fashion-mnist-l2"];

    /// <summary>By which the picture is told from other files.</summary>
    public static FileMark PictureMark { get; } = new(
        "picture of the experiments",
        start => start.AsSpan().StartsWith(Encoding.UTF8.GetBytes(ResultsPicture.Start)));

    /// <param name="experiments">By name; what is missing is left out.</param>
    /// <param name="picture">The address of the picture, as <see cref="Picture"/> draws it; null for none.</param>
    public static string Of(IReadOnlyDictionary<string, Experiment> experiments, string? picture = null)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var page = new StringBuilder(Head);
        var (paper, cifar) = Pictured(experiments);
        Experiment[] paradox = [.. Paradox.Where(experiments.ContainsKey).Select(name => experiments[name])];
        if (paradox.Length > 0 || cifar is not null)
            page.Append(OpeningSection.Of(paper, paradox, cifar, picture));
        page.Append(Numbers);
        if (paradox.Length > 0)
        {
            page.Append(ParadoxHead).Append(ReversalSection.Of(paradox));
            if (paper is not null)
                page.Append(PaperHead).Append(paper.Table());
            page.Append(CorrelationHead).Append(SimpsonSection.Of(paradox));
        }
        if (cifar is not null)
            page.Append(CifarSection.Of(cifar));
        page.Append("## Every experiment\n\n");
        foreach (var experiment in experiments.Values)
            page.Append($"### {experiment.Name}\n\n{experiment.Question}\n\n{Conditions(experiment)}\n\n")
                .Append(ReadingsSection.Of(experiment));
        return page.ToString();
    }

    /// <summary>The talk's figures beside ours, as SVG; null where there is nothing to show.</summary>
    public static string? Picture(IReadOnlyDictionary<string, Experiment> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var (paper, cifar) = Pictured(experiments);
        return ResultsPicture.Of(paper, cifar);
    }

    private static (PaperFigure? Paper, Experiment? Cifar) Pictured(IReadOnlyDictionary<string, Experiment> experiments) => (
        experiments.GetValueOrDefault(PaperFigure.Name)?.Results is { } results ? PaperFigure.Read(results) : null,
        experiments.GetValueOrDefault(CifarSection.Name));

    private const string Head = """
        # What the experiments showed

        Which neurons matter? The talk's claims beside what its networks showed here. Every number comes from the tables of runs; none was typed.


        """;

    private const string Numbers = """
        ## How to read the numbers

        This page and its picture are written by `engine reference experiments RUNS harness/experiments --picture harness/experiments/results.svg`, from the tables that
        `engine run harness/experiments/NAME.yaml --out RUNS/NAME` leaves.
        A number is the mean over the seeds, in brackets its 95 % interval (Student's t; [how often it holds](../docs/method.md)).

        - *suffice*: so many of the highest keep the accuracy, but for the tolerance: 5 % of intact minus chance, unless said otherwise.
        - *destroy*: removing so many of the highest brings it to chance.
        - *inactive*: the output is 0 on all validation images. *Effectively inactive*: removing the neuron alone changes no test image's predicted class.
        - *redundant*: so many active neurons can go unnoticed, counted from the lowest or from the highest.
        - *lowest*, *highest first*: accuracy above (+) or below (-) that of random removal, mean over all steps as a share of intact minus chance.


        """;

    private const string PaperHead = """
        The first version of the paper shows accuracies of the sigmoid network (its figure, read by eye to two digits), after 79 removals. A number is reproduced where it lies in the seeds'
        interval, up to half a digit:


        """;

    private const string ParadoxHead = """
        ## The talk's first claim: Simpson's paradox on MNIST

        Over the whole network high-information neurons look useless or harmful, within each layer they are useful. In the curves, at stated shares of the removed neurons:
        removing the *lowest* first hurts more than random removal over the whole network, but not within the layers; removing the *highest* first hurts no more than random
        over the whole network, but within the layers it does. Shares are used as long as the network's order has not taken more than 90 % of a layer's active neurons. Shown are
        accuracies above (+) or below (-) random removal, as a share of intact minus chance: at the first share with a reversal, else at the last that is used. *yes*: the intervals lie on these
        sides at one share at least; *no*: the network's interval lies on the layers' side at all; else *open*.


        """;

    private const string CorrelationHead = """
        A second look, not the talk's claim: Spearman's correlations of mutual information with what removing a neuron alone costs, within the layers and pooled over them.


        """;

    private static string Conditions(Experiment experiment)
    {
        var seeds = experiment.Readings.GroupBy(reading => reading.Point).Select(point => point.Max(reading => reading.Seeds)).Distinct()
            .Order().ToArray();
        int[] epochs = [.. experiment.Readings.Select(reading => reading.Epochs).Distinct().Order()];
        return $"{(seeds.Length == 1 ? $"{seeds[0]}" : $"{seeds[0]} to {seeds[^1]}")} seeds each, {string.Join(" and ", epochs)} epochs.";
    }
}

/// <summary>The readings of one experiment, one line for each point, ranking and scope.</summary>
public static class ReadingsSection
{
    public static string Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var rankings = experiment.Readings.Where(reading => reading.Name == "sufficient");
        return Markdown.Table(
            ["network", "accuracy", "ranked by", "scope", "suffice", "destroy", "inactive", "effectively inactive", "lowest first",
                "highest first"],
            rankings.Select(ranking => Row(experiment, ranking)));
    }

    private static string[] Row(Experiment experiment, PointReading ranking)
    {
        string Plain(string name, string format) =>
            experiment.Of(ranking.Scope, null, name, null).First(reading => reading.Point == ranking.Point).Text(format);

        string Ranked(string name, string direction, string format) => experiment.Of(ranking.Scope, ranking.Order, name, direction)
            .First(reading => reading.Point == ranking.Point && reading.Quantizer == ranking.Quantizer).Text(format);

        return
        [
            ranking.Point,
            Plain("intact_accuracy", "0.000"),
            ranking.Quantizer is null or "one-bit" ? ranking.Order! : $"{ranking.Order}, {ranking.Quantizer}",
            ranking.Scope,
            Ranked("sufficient", "ascending", "0.#"),
            Ranked("destroying", "descending", "0.#"),
            Plain("inactive", "0.#"),
            Plain("effectively_inactive", "0.#"),
            Ranked("area_vs_random", "ascending", "+0.000;-0.000;0"),
            Ranked("area_vs_random", "descending", "+0.000;-0.000;0"),
        ];
    }
}

/// <summary>Writes tables of a Markdown page.</summary>
public static class Markdown
{
    public static string Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        Row(text, head);
        Row(text, [.. head.Select(_ => "---")]);
        foreach (var row in rows)
            Row(text, row);
        return text.Append('\n').ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
