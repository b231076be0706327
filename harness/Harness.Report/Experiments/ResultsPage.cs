using System.Text;

namespace Harness.Report.Experiments;

/// <summary>The page of results: the talk's claims beside what was measured.</summary>
public static class ResultsPage
{
    private const string Cifar = "cifar-10-l2";

    private static readonly string[] Paradox = ["mnist-sigmoid", "mnist-l2", "mnist-dropout", "fashion-mnist-l2"];

    /// <param name="experiments">By name; what is missing is left out.</param>
    public static string Of(IReadOnlyDictionary<string, Experiment> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var page = new StringBuilder(Head);
        if (experiments.TryGetValue(Cifar, out var cifar))
            page.Append(Figure(cifar));
        Experiment[] paradox = [.. Paradox.Where(experiments.ContainsKey).Select(name => experiments[name])];
        if (paradox.Length > 0)
            page.Append(ParadoxHead).Append(ReversalSection.Of(paradox)).Append(CorrelationHead).Append(SimpsonSection.Of(paradox));
        page.Append("## Every experiment\n\n");
        foreach (var experiment in experiments.Values)
            page.Append($"### {experiment.Name}\n\n{experiment.Question}\n\n{Conditions(experiment)}\n\n")
                .Append(ReadingsSection.Of(experiment));
        return page.ToString();
    }

    private const string Head = """
        # What the experiments showed

        This page is written by `engine reference experiments RUNS harness/experiments`, from the tables `sweep_insights` that
        `engine run harness/experiments/NAME.yaml --out RUNS/NAME` leaves; no number on it was typed. A number is the mean over the seeds, in brackets the 95% bootstrap
        interval of that mean. *suffice*: so many of the highest keep the accuracy, but for the tolerance (5 % of intact minus chance, unless the spec says otherwise); *destroy*: removing so many of the highest brings it to chance; *inactive*: the
        output is 0 on all validation images; *effectively inactive*: removing the neuron alone changes no test image's predicted class. *lowest*, *highest first*: accuracy above (+)
        or below (-) that of random removal, mean over all steps as a share of intact minus chance.


        """;

    private const string ParadoxHead = """
        ## The talk's first claim: Simpson's paradox on MNIST

        Over the whole network high-information neurons look useless or harmful, within each layer they are useful. In the curves, at stated shares of the removed neurons:
        removing the *lowest* first hurts more than random removal over the whole network, but not within the layers; removing the *highest* first hurts no more than random
        over the whole network, but within the layers it does. Shares are used as long as the network's order has not taken more than 90 % of a layer's active neurons. Shown are
        accuracies above (+) or below (-) random removal at the last of them, as a share of intact minus chance. *yes*: the intervals lie on these sides at one share at least; *no*: the
        network's interval lies on the layers' side at all; else *open*.


        """;

    private const string CorrelationHead = """
        A second look, not the talk's claim: Spearman's correlations of mutual information with what removing a neuron alone costs, within the layers and pooled over them.


        """;

    private static string Figure(Experiment cifar)
    {
        double[] lambdas = [.. cifar.Readings.Select(reading => reading.L2).Distinct().Order()];
        var rows = TalkClaims.Cifar.Select(claim =>
        {
            var readings = lambdas.Select(lambda =>
                cifar.Of(claim.Scope, claim.Order, claim.Name, claim.Direction).First(reading => reading.L2 == lambda)).ToArray();
            return (IReadOnlyList<string>)[claim.Text, claim.Slide, .. readings.Select(reading => reading.Text(claim.Format)),
                claim.Verdict(readings)];
        });
        return $"""
            ## The talk's figure: CIFAR-10, 250-500-250-500, L2

            {Conditions(cifar)} Ranked by one-bit mutual information on the validation images. A claim is reproduced where the slide's number lies in the seeds' interval, else the
            nearest L2 is named; the talk does not say its L2, its epochs or its seeds, and nothing was tuned. The test images are a copy of which 20 of 10,000 differ in their pixels from the official ones.


            """ + Markdown.Table(["claim", "slide", .. lambdas.Select(lambda => $"L2 {lambda}"), "verdict"], rows);
    }

    private static string Conditions(Experiment experiment)
    {
        var first = experiment.Readings[0];
        var seeds = experiment.Readings.GroupBy(reading => reading.Point).Select(point => point.Max(reading => reading.Seeds)).Distinct()
            .Order().ToArray();
        return $"{(seeds.Length == 1 ? $"{seeds[0]}" : $"{seeds[0]} to {seeds[^1]}")} seeds each, {first.Epochs} epochs of Adam.";
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
