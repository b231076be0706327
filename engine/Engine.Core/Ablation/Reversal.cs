using System.Globalization;
using Engine.Measures;

namespace Engine.Ablation;

/// <summary>
/// The talk's Simpson's paradox: an order that is useful within the layers misleads over the whole network. Lowest first (ascending): the
/// network's order hurts more than random removal, while the mean over the layers hurts less, and no layer more. Highest first
/// (descending): the network's order hurts no more than random removal, while the mean over the layers hurts more, and no layer less.
/// </summary>
/// <remarks>Decided at the shares of <see cref="SharesVsRandom"/>, as far as the network's order has not taken more than 90 % of any
/// layer's active neurons: beyond that its curve shows an emptied layer, not an order.</remarks>
public static class Reversal
{
    /// <summary>1 where there is one, 0 where not.</summary>
    public const string Name = "reversal";

    /// <summary>Over the seeds of a sweep: 1 yes, 0 no, undefined where it is open.</summary>
    public const string DecidedName = "reversal_decided";

    /// <summary>The last share that is used, in percent.</summary>
    public const string LastShareName = "reversal_last_share";

    /// <summary>With fewer random orders their mean is too uncertain to hold an order against.</summary>
    public const int LeastOrders = AreaVsRandom.LeastRanked;

    /// <summary>In a layer of fewer neurons the smallest share, a tenth, is no whole neuron.</summary>
    public const int LeastNeurons = 10;

    private const string MeanName = "layers_vs_random";

    /// <summary>Percent of a layer's active neurons that an order may have taken.</summary>
    private const int Exhausted = 90;

    /// <summary>The mean over the layers of the readings of <see cref="SharesVsRandom"/>.</summary>
    public static string MeanNameOf(int percent) => $"{MeanName}_{percent}";

    /// <summary>The last share (percent) at which an order of the network has left a tenth of each layer's active neurons at least; 0
    /// where there is none.</summary>
    /// <param name="removed">The network's neurons in the order in which they are removed.</param>
    /// <param name="inactive">The neurons whose output is 0 on all samples.</param>
    /// <returns>The share, and the layer that ends it (null where none does).</returns>
    public static (int Percent, int? Layer) LastShare(IReadOnlyList<NeuronId> removed, IReadOnlySet<NeuronId> inactive)
    {
        ArgumentNullException.ThrowIfNull(removed);
        ArgumentNullException.ThrowIfNull(inactive);
        var active = removed.Where(id => !inactive.Contains(id)).GroupBy(id => id.Layer)
            .ToDictionary(layer => layer.Key, layer => layer.Count());
        var last = 0;
        foreach (var percent in SharesVsRandom.Percents)
        {
            var taken = removed.Take(SharesVsRandom.Step(removed.Count, percent)).Where(id => !inactive.Contains(id))
                .GroupBy(id => id.Layer).Where(layer => layer.Count() * 100 > active[layer.Key] * Exhausted).ToArray();
            if (taken.Length > 0)
                return (last, taken.Min(layer => layer.Key));
            last = percent;
        }
        return (last, null);
    }

    /// <summary>Why so few random orders, or neurons in a layer, decide nothing; null where there are enough.</summary>
    /// <param name="randoms">Random orders of each scope.</param>
    /// <param name="widths">Neurons of each layer, first to last.</param>
    public static string? TooFew(int randoms, IReadOnlyList<int> widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        if (randoms < LeastOrders)
            return $"{randoms} random orders decide nothing, {LeastOrders} are needed (ablation.random)";
        var small = Enumerable.Range(0, widths.Count).Where(layer => widths[layer] < LeastNeurons).ToArray();
        return small.Length > 0
            ? $"layer {small[0] + 1} has {widths[small[0]]} neurons, {LeastNeurons} are needed, of which the smallest share is one"
            : null;
    }

    /// <summary>The readings of one direction of a ranking of the network.</summary>
    /// <param name="network">Its readings of <see cref="SharesVsRandom"/>.</param>
    /// <param name="layers">Those of each layer's own order.</param>
    /// <param name="last">From <see cref="LastShare"/>.</param>
    /// <param name="tooFew">From <see cref="TooFew"/>.</param>
    public static IReadOnlyList<Reading> Of(
        AblationDirection direction, IReadOnlyList<Reading> network, IReadOnlyList<IReadOnlyList<Reading>> layers,
        (int Percent, int? Layer) last, string? tooFew = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        var percents = SharesVsRandom.Percents;
        Reading[] means = [.. percents.Select((percent, share) => Mean(direction, percent, [.. layers.Select(layer => layer[share])]))];
        var end = last.Layer is { } layer
            ? $"beyond it the order has taken more than {Exhausted} % of the active neurons of layer {layer}"
            : "no layer is exhausted";
        var lastShare = new Reading(LastShareName, direction, last.Percent, $"shares up to {last.Percent} % are used: {end}");
        return [.. means, lastShare, Decided()];

        Reading Decided()
        {
            if (Array.Find([.. network, .. means], reading => double.IsNaN(reading.Value)) is { } undefined)
                return Reading.Undefined(Name, direction, undefined.Detail);
            if (tooFew is not null)
                return Reading.Undefined(Name, direction, tooFew);
            if (last.Percent == 0)
                return Reading.Undefined(Name, direction, $"no share can be used: {end}");
            var used = percents.TakeWhile(percent => percent <= last.Percent).Select((percent, share) => new ReversalShare(
                percent, Exactly(network[share]), Exactly(means[share]), [.. layers.Select(one => Exactly(one[share]))])).ToArray();
            var shown = used.Where(share => share.Shows(direction)).ToArray();
            return new Reading(Name, direction, shown.Length > 0 ? 1 : 0, $"{Words(shown.Length > 0 ? shown : used)}; {lastShare.Detail}");
        }
    }

    /// <summary>Over seeds: yes where the intervals lie on their sides for one share at least, no where the network's lies on the layers'
    /// side for all, else open. The detail is the verdict in words, with the numbers of the share of <see cref="Told"/>.</summary>
    /// <param name="used">The shares that are used for all seeds.</param>
    public static Reading Decide(AblationDirection direction, IReadOnlyCollection<ReversalShare> used)
    {
        ArgumentNullException.ThrowIfNull(used);
        if (used.Count == 0)
            return Open(direction, "no share can be used: the order exhausts a layer at once");
        var shown = used.Where(share => share.Shows(direction)).ToArray();
        var told = Told(direction, used);
        var (word, value) = shown.Length > 0 ? ("yes", 1) : used.All(share => share.Denies(direction)) ? ("no", 0) : ("open", double.NaN);
        var shares = string.Join(", ", (shown.Length > 0 ? shown : used).Select(share => share.Percent));
        return new Reading(DecidedName, direction, value, $"{word} at {shares} %; at {Words([told])}");
    }

    /// <summary>Nothing is decided over the seeds.</summary>
    /// <param name="why">In the words of a reading that is undefined.</param>
    public static Reading Open(AblationDirection direction, string why) => Reading.Undefined(DecidedName, direction, $"open: {why}");

    /// <summary>The verdict as every page and the terminal tell it.</summary>
    /// <param name="decided">Of <see cref="DecidedName"/>.</param>
    public static string Sentence(Reading decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        return $"{(decided.Direction == AblationDirection.Ascending ? "lowest" : "highest")} first: {decided.Detail}";
    }

    /// <summary>The share whose numbers stand for the verdict: the first that shows a reversal, else the last.</summary>
    /// <param name="used">Not empty.</param>
    public static ReversalShare Told(AblationDirection direction, IReadOnlyCollection<ReversalShare> used) =>
        used.FirstOrDefault(share => share.Shows(direction)) ?? used.Last();

    private static Reading Mean(AblationDirection direction, int percent, Reading[] layers) => layers.Length < 2
        ? Reading.Undefined(MeanNameOf(percent), direction, "fewer than two layers are ablated one by one (ablation.scopes)")
        : Array.Find(layers, reading => double.IsNaN(reading.Value)) is { } undefined
            ? Reading.Undefined(MeanNameOf(percent), direction, undefined.Detail)
            : new Reading(
                MeanNameOf(percent), direction, layers.Average(reading => reading.Value),
                string.Join(", ", layers.Select((reading, layer) => $"layer {layer + 1} {Number(reading.Value)}")));

    private static ConfidenceInterval Exactly(Reading reading) => new(reading.Value, reading.Value);

    private static string Words(IEnumerable<ReversalShare> shares) => string.Join("; ", shares.Select(share =>
        $"{share.Percent} %: network {Range(share.Network)}, layers on average {Range(share.Mean)}"));

    private static string Range(ConfidenceInterval interval) =>
        interval.Low.Equals(interval.High) ? Number(interval.Low) : $"{Number(interval.Low)} to {Number(interval.High)}";

    private static string Number(double value) => value.ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture);
}

/// <summary>One share of removed neurons: how the network's order and the layers' own compare with random removal.</summary>
/// <param name="Percent">Of the scope's neurons.</param>
/// <param name="Network">Interval of vs_random over the seeds; of one network, its value twice.</param>
/// <param name="Mean">Of the mean over the layers.</param>
/// <param name="Layers">Of each layer.</param>
public sealed record ReversalShare(
    int Percent, ConfidenceInterval Network, ConfidenceInterval Mean, IReadOnlyList<ConfidenceInterval> Layers)
{
    /// <summary>Highest first the network may lie so little below random and still count as hurting no more; with what rounding takes.
    /// </summary>
    private const double Slack = 0.01 + 1e-9;

    /// <summary>Whether the network and the layers lie on the sides that make a reversal.</summary>
    public bool Shows(AblationDirection direction) => direction == AblationDirection.Ascending
        ? Network.High < 0 && Mean.Low > 0 && !Layers.Any(layer => layer.High < 0)
        : Network.Low >= -Slack && Mean.High < 0 && !Layers.Any(layer => layer.Low > 0);

    /// <summary>Whether the network lies on the layers' side.</summary>
    public bool Denies(AblationDirection direction) =>
        direction == AblationDirection.Ascending ? Network.Low > 0 : Network.High < -Slack;
}
