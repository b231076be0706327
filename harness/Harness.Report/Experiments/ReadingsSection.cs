namespace Harness.Report.Experiments;

/// <summary>The readings of one experiment, one line for each point, ranking and scope.</summary>
public static class ReadingsSection
{
    public static string Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var rankings = experiment.Readings.Where(reading => reading.Name == "sufficient");
        return Markdown.Table(
            ["network", "accuracy", "ranked by", "scope", "suffice", "destroy", "inactive", "effectively inactive", "lowest first", "highest first"],
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
