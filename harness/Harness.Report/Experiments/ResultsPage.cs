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
        Experiment[] redundancy = [.. RedundancySection.Names.Where(experiments.ContainsKey).Select(name => experiments[name])];
        if (redundancy.Length > 0)
            page.Append(RedundancySection.Of(redundancy));
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

        Which neurons matter? This page puts the claims of the talk beside what was measured here. Every number comes from the tables of runs. None was typed by hand.


        """;

    private const string Numbers = """
        ## How to read the numbers

        A number is the mean over the seeds. In brackets stands its 95 % interval, by Student's t ([how often it holds](../docs/method.md)).

        - *suffice*: the fewest neurons from the top of the ranking that keep the accuracy. A loss of 5 % of (intact accuracy minus chance) is allowed, unless said otherwise.
        - *destroy*: the fewest neurons from the top whose removal brings the accuracy to chance.
        - *inactive*: the output is 0 on all validation images.
        - *effectively inactive*: removing this neuron alone changes the predicted class of no test image.
        - *redundant*: the number of active neurons that can be removed unnoticed. It is counted from the lowest or from the highest.
        - *lowest first*, *highest first*: how far the accuracy lies above (+) or below (-) that of random removal. It is a mean over all steps, as a share of intact minus chance.

        To write the page and its picture anew, run each experiment by `engine run harness/experiments/NAME.yaml --out RUNS/NAME`. Then run
        `engine reference experiments RUNS harness/experiments --picture harness/experiments/results.svg`.


        """;

    private const string PaperHead = """
        The first version of the paper has a figure of the sigmoid network. Its accuracies after 79 removals were read by eye, to two digits. A number is reproduced if it lies in the seeds'
        interval, up to half a digit:


        """;

    private const string ParadoxHead = """
        ## The talk's first claim: Simpson's paradox on MNIST

        The claim: over the whole network, neurons with much information look useless or harmful; within each layer they are useful. In the curves this can show in two ways.

        - Lowest first: over the whole network this hurts more than random removal. Within the layers it does not.
        - Highest first: over the whole network this hurts no more than random removal. Within the layers it does.

        The curves are compared at stated shares of removed neurons. A share is used while the network's order has taken at most 90 % of each layer's active neurons. The table shows how far the
        accuracy lies above (+) or below (-) random removal, as a share of intact minus chance: at the first share with a reversal, else at the last share that is used. The verdict is *yes* if
        at one share or more the network's interval lies on its side, the interval of the layers' mean lies on the other, and no layer's own interval lies wholly on the network's side. It is *no*
        if the network's interval lies on the layers' side at all shares. Else it is *open*. Up to five shares are tried.


        """;

    private const string CorrelationHead = """
        The next table is a second look and not the claim of the talk. It shows Spearman's correlation of mutual information with the cost of removing a neuron alone, within the layers and pooled
        over them.


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
