namespace Harness.Report.Experiments;

/// <summary>The talk's figure of CIFAR-10: every setting beside the slide's numbers.</summary>
public static class CifarSection
{
    public const string Name = "cifar-10-l2";

    private const string Head = """
        ## The talk's figure: CIFAR-10, 250-500-250-500, L2

        The pixels are standardized by the mean and deviation of each channel over the training images. Neurons are ranked by mutual information on the validation images. Their outputs are
        taken as one bit (active or not), or as eight bins of equally many images (`quantile-3`).

        The talk does not say its L2, epochs, seeds or tolerance. So every setting that was run is here, and nothing was tuned to the slide. The tolerance, 5 % of intact minus chance, was fixed
        before the first run. A number is bold if the slide's number lies in the seeds' interval. Few seeds give wide intervals. Then *reproduced* also says that the seeds cannot tell much. The test
        images are a copy; 20 of the 10,000 differ in their pixels from the official ones.


        """;

    private static readonly string[] Tolerances = ["2", "5", "10"];

    public static string Of(Experiment cifar)
    {
        ArgumentNullException.ThrowIfNull(cifar);
        // One row for each setting: a network, and how its neurons were ranked.
        var settings = TalkClaims.Cifar.First(claim => claim.Order is not null).Of(cifar);
        var claims = TalkClaims.Cifar.Select(claim => (IReadOnlyList<string>)[claim.Text, claim.Slide, claim.Verdict(claim.Of(cifar))]);
        return Head
            + Markdown.Table(["the slide says", "", "here"], claims)
            + "Every setting:\n\n"
            + Markdown.Table(
                ["setting", .. TalkClaims.Cifar.Select(claim => $"{Layer(claim.Scope)}{claim.Short} ({claim.Slide})")],
                settings.Select(setting => (IReadOnlyList<string>)
                    [setting.Setting, .. TalkClaims.Cifar.Select(claim => Cell(claim, Reading(cifar, claim, setting)))]))
            + "So many of the highest suffice, at tolerances of 2, 5 and 10 %:\n\n"
            + Markdown.Table(
                [
                    "setting", .. TalkClaims.Cifar.Where(claim => claim.Name == "sufficient")
                        .SelectMany(claim => Tolerances.Select(percent => $"{Layer(claim.Scope)}{percent} %")),
                ],
                settings.Select(setting => (IReadOnlyList<string>)[setting.Setting, .. TalkClaims.Cifar
                    .Where(claim => claim.Name == "sufficient")
                    .SelectMany(claim => Tolerances.Select(percent => claim with { Name = $"{claim.Name}_{percent}" }))
                    .Select(claim => Reading(cifar, claim, setting)?.Text(claim.Format) ?? "-")]));
    }

    private static string Layer(string scope) => scope.Replace('-', ' ') + ": ";

    private static string Cell(Claim claim, PointReading? reading) => reading switch
    {
        null => "-",
        _ when reading.Covers(claim.From, claim.To) => $"**{reading.Text(claim.Format)}**",
        _ => reading.Text(claim.Format),
    };

    private static PointReading? Reading(Experiment cifar, Claim claim, PointReading setting) => claim.Of(cifar).FirstOrDefault(reading =>
        reading.Point == setting.Point && (reading.Quantizer is null || reading.Quantizer == setting.Quantizer));
}
