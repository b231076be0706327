namespace Harness.Report.Experiments;

/// <summary>How many of the first neurons of each order suffice: measures of single neurons, orders that see redundancy, and the greedy
/// yardstick.</summary>
public static class RedundancySection
{
    private const string Ranked = "mutual-information", OneBit = "one-bit", Suffice = "sufficient", Up = "ascending";

    private const string Head = """
        ## Orders that see redundancy

        A ranking by mutual information does not see that two neurons say the same. Do `mrmr`, `jmi` and `cmim`, which do, find fewer neurons that suffice? The yardstick is `greedy-accuracy`: it
        removes one neuron after another, each time that which is missed least on validation images. The tables show how many of the first neurons of an order suffice on the test images, at
        a tolerance of 5 % of intact minus chance. A number is bold if its interval lies wholly below that of mutual information by the same quantizer (by one bit, for orders that need none).

        Limits: few seeds; one network for each data set; plug-in information of one neuron or of two, so that what three say together is seen by no order but the yardstick; the yardstick is greedy itself and
        no bound on the fewest neurons that could suffice. It is missing where its cost is too high.


        """;

    public static IReadOnlyList<string> Names { get; } = ["redundancy", "redundancy-cifar-10"];

    public static string Of(IEnumerable<Experiment> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        return Head + string.Concat(experiments.Select(Table));
    }

    private static string Table(Experiment experiment)
    {
        var found = experiment.Readings.Where(reading => reading is { Name: Suffice, Direction: Up, Order: not null }).ToArray();
        string[] scopes = [.. found.Select(reading => reading.Scope).Distinct()];
        var orders = found.Select(reading => (reading.Point, reading.Order, reading.Quantizer)).Distinct();
        return $"{experiment.Name}:\n\n" + Markdown.Table(
            ["network", "order", .. scopes.Select(scope => scope.Replace('-', ' '))],
            orders.Select(order => (IReadOnlyList<string>)
            [
                order.Point, Name(order.Order!, order.Quantizer),
                .. scopes.Select(scope => Cell(scope, order.Point, order.Order!, order.Quantizer)),
            ]));

        string Cell(string scope, string point, string order, string? quantizer)
        {
            var ranked = One(scope, point, Ranked, quantizer ?? OneBit);
            return One(scope, point, order, quantizer) is not { } own
                ? "-"
                : own.High < ranked?.Low ? $"**{own.Text("0.#")}**" : own.Text("0.#");
        }

        PointReading? One(string scope, string point, string order, string? quantizer) => found.FirstOrDefault(
            reading => reading.Scope == scope && reading.Point == point && reading.Order == order && reading.Quantizer == quantizer);
    }

    private static string Name(string order, string? quantizer) => quantizer is null or OneBit ? order : $"{order}, {quantizer}";
}
