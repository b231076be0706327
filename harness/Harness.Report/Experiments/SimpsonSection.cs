namespace Harness.Report.Experiments;

/// <summary>
/// Rank correlations over experiments: of mutual information with what removing a neuron alone costs, within the layers and pooled over
/// them. A second look at the order, not the talk's claim: <see cref="ReversalSection"/> is.
/// </summary>
public static class SimpsonSection
{
    private const string Order = "mutual-information";

    public static string Of(IEnumerable<Experiment> experiments) => Markdown.Table(
        ["network", "within layers", "pooled", "pooled, inactive included", "signs differ"],
        experiments.SelectMany(experiment => experiment.Points.Select(point => Row(experiment, point))));

    /// <summary>Whether the correlation is positive within the layers and negative pooled: yes, no, or that the seeds leave it open.
    /// </summary>
    public static string Verdict(PointReading pooled, PointReading within)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        ArgumentNullException.ThrowIfNull(within);
        if (double.IsNaN(pooled.Mean) || double.IsNaN(within.Mean))
            return "undefined";
        if (double.IsNaN(pooled.Low) || double.IsNaN(within.Low))
            return "open: one seed has no interval";
        if (within.Low > 0 && pooled.High < 0)
            return "yes";
        return within.High < 0 || pooled.Low > 0 ? "no" : "open: an interval has 0 in it";
    }

    private static string[] Row(Experiment experiment, string point)
    {
        PointReading One(string name) => experiment.Of("network", Order, name, null).First(reading => reading.Point == point);

        PointReading within = One("simpson_within"), pooled = One("simpson_pooled");
        return
        [
            $"{experiment.Name}: {point}",
            within.Text("+0.00;-0.00;0"),
            pooled.Text("+0.00;-0.00;0"),
            One("simpson_pooled_all").Text("+0.00;-0.00;0"),
            Verdict(pooled, within),
        ];
    }
}
