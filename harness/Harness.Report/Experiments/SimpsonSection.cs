namespace Harness.Report.Experiments;

/// <summary>
/// Simpson's paradox over experiments: areas against random removal and rank correlations, within the layers and over the whole network.
/// </summary>
public static class SimpsonSection
{
    private const string Order = "mutual-information", Area = "area_vs_random", Down = "descending";

    public static string Of(IEnumerable<Experiment> experiments) => Markdown.Table(
        ["network", "layer 1", "layer 2", "whole network", "paradox in the curves", "within layers", "pooled", "pooled, inactive included",
            "paradox in the correlations"],
        experiments.SelectMany(experiment => experiment.Points.Select(point => Row(experiment, point))));

    /// <summary>The answer: yes, no, or that the seeds leave it open.</summary>
    /// <param name="whole">Of the whole network: the paradox needs it on the other side of 0 than the layers.</param>
    /// <param name="layers">Of each layer: the paradox needs all of them on the side of <paramref name="sign"/>.</param>
    /// <param name="sign">-1 for areas of removing the highest first, 1 for correlations with the drop.</param>
    public static string Verdict(PointReading whole, IReadOnlyCollection<PointReading> layers, int sign)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(layers);
        if (double.IsNaN(whole.Mean) || layers.Any(layer => double.IsNaN(layer.Mean)))
            return "undefined";
        if (layers.All(layer => IsBeyond(layer, sign)) && IsBeyond(whole, -sign))
            return "yes";
        return layers.Any(layer => IsBeyond(layer, -sign)) || IsBeyond(whole, sign) ? "no" : "open: an interval has 0 in it";
    }

    private static string[] Row(Experiment experiment, string point)
    {
        PointReading One(string scope, string name, string? direction) =>
            experiment.Of(scope, Order, name, direction).First(reading => reading.Point == point);

        PointReading[] layers = [One("layer-1", Area, Down), One("layer-2", Area, Down)];
        PointReading network = One("network", Area, Down), within = One("network", "simpson_within", null),
            pooled = One("network", "simpson_pooled", null);
        return
        [
            $"{experiment.Name}: {point}",
            .. layers.Select(layer => layer.Text("+0.000;-0.000;0")),
            network.Text("+0.000;-0.000;0"),
            Verdict(network, layers, -1),
            within.Text("+0.00;-0.00;0"),
            pooled.Text("+0.00;-0.00;0"),
            One("network", "simpson_pooled_all", null).Text("+0.00;-0.00;0"),
            Verdict(pooled, [within], 1),
        ];
    }

    /// <summary>Whether the whole interval lies on one side of 0.</summary>
    private static bool IsBeyond(PointReading reading, int sign) => sign > 0 ? reading.Low > 0 : reading.High < 0;
}
