namespace Engine.Ablation;

/// <summary>
/// Simpson's paradox as curves show it: removing the highest first hurts less than random removal over the whole network
/// (area_vs_random &gt; 0), while within the layers it hurts more (area_vs_random &lt; 0).
/// </summary>
public static class SimpsonReversal
{
    public const string Name = "simpson_ablation";

    /// <param name="network">area_vs_random of the network's descending order.</param>
    /// <param name="layers">The same of each layer's.</param>
    /// <returns>1 where it is so, 0 where not; NaN where an area is undefined or the layers differ in sign.</returns>
    public static Reading Of(double network, IReadOnlyList<double> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var areas = $"network {network:0.####}, layers {string.Join(", ", layers.Select(area => $"{area:0.####}"))}";
        if (layers.Count == 0 || double.IsNaN(network) || layers.Any(double.IsNaN))
            return Reading.Undefined(Name, AblationDirection.Descending, $"an area is undefined: {areas}");
        if (layers.Any(area => area > 0) && layers.Any(area => area < 0))
            return Reading.Undefined(Name, AblationDirection.Descending, $"layers of mixed sign: {areas}");
        return new Reading(Name, AblationDirection.Descending, network > 0 && layers.All(area => area < 0) ? 1 : 0, areas);
    }
}
