using Engine.Ablation;

namespace Harness.Report.Experiments;

/// <summary>The first screen of the page: what of the talk reproduces, and in which setting.</summary>
public static class OpeningSection
{
    private const string Head = """
        ## What reproduces


        """;

    /// <param name="paradox">The experiments that ask for Simpson's paradox.</param>
    /// <param name="picture">The picture's address; null for none.</param>
    public static string Of(PaperFigure? paper, IReadOnlyList<Experiment> paradox, Experiment? cifar, string? picture)
    {
        ArgumentNullException.ThrowIfNull(paradox);
        IEnumerable<IReadOnlyList<string>> rows = [.. Paradox(paradox), .. Paper(paper), .. cifar is null ? [] : Cifar(cifar)];
        return Head
            + (picture is null ? "" : $"![The talk's figures beside what was measured here]({picture})\n\n")
            + Markdown.Table(["the talk or its paper says", "there", "here, nearest setting", "reproduced"], rows);
    }

    private static IEnumerable<IReadOnlyList<string>> Paradox(IReadOnlyList<Experiment> paradox) =>
        new[] { (Title: "lowest first", Name: "ascending"), (Title: "highest first", Name: "descending") }
            .Where(_ => paradox.Count > 0)
            .Select(direction =>
            {
                var decided = paradox.SelectMany(experiment => experiment
                    .Of("network", "mutual-information", Reversal.DecidedName, direction.Name)
                    .Select(reading => (Network: $"{experiment.Name} ({reading.Point})", reading.Mean))).ToArray();
                var yes = decided.Where(network => network.Mean == 1).Select(network => network.Network).ToArray();
                var no = decided.Count(network => network.Mean == 0);
                return (IReadOnlyList<string>)
                [
                    $"Simpson's paradox, {direction.Title}: the order of the whole network reverses those of the layers", "yes",
                    yes.Length > 0 ? string.Join("; ", yes) : "no network",
                    $"yes in {yes.Length}, no in {no}, open in {decided.Length - yes.Length - no} of {decided.Length} networks",
                ];
            });

    private static IEnumerable<IReadOnlyList<string>> Paper(PaperFigure? paper)
    {
        if (paper is null)
            yield break;
        var (reproduced, all) = paper.Count();
        yield return
        [
            $"MNIST, sigmoid: accuracies after {PaperFigure.Step} removals", "six numbers", "mnist-sigmoid, replaced by mean",
            $"{reproduced} of {all}",
        ];
    }

    private static IEnumerable<IReadOnlyList<string>> Cifar(Experiment cifar) => TalkClaims.Cifar.Select(claim =>
    {
        var readings = claim.Of(cifar);
        var nearest = claim.Nearest(readings);
        var held = readings.Count(reading => reading.Covers(claim.From, claim.To));
        return (IReadOnlyList<string>)
        [
            $"CIFAR-10, {claim.Text}", claim.Slide, $"{nearest.Text(claim.Format)} at {nearest.Setting}",
            held > 0 ? $"in {held} of {readings.Count} settings" : "no",
        ];
    });
}
