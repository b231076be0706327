using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Execution;

/// <summary>Whether orders of the whole network reverse those of the layers, decided by intervals over the seeds.</summary>
public static class ReversalOverSeeds
{
    private static readonly string Ascending = AblationDirection.Ascending.NameOf(), Network = AblationScope.Network.Name;

    /// <summary>One reading for each ranking of the network and direction; none where it is not asked for.</summary>
    /// <param name="seeds">The readings of each run of a point.</param>
    public static IReadOnlyList<(InsightKey Key, Reading Reading)> Of(IReadOnlyList<IReadOnlyList<StoredInsight>> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var values = seeds.SelectMany(seed => seed).GroupBy(reading => reading.Key)
            .ToDictionary(key => key.Key, key => key.Select(reading => reading.Value).ToArray());
        var layers = values.Keys.Select(key => key.Scope).Where(scope => scope != Network).Distinct().ToArray();
        return [.. values.Keys.Where(key => key.Name == Reversal.LastShareName).Select(last => (
            last with { Name = Reversal.DecidedName },
            Decide(last, layers, OfAllSeeds, Undefined(last with { Name = Reversal.Name }))))];

        string? Undefined(InsightKey own) =>
            seeds.SelectMany(seed => seed).FirstOrDefault(reading => reading.Key == own && double.IsNaN(reading.Value))?.Detail;

        double[]? OfAllSeeds(InsightKey key) =>
            values.GetValueOrDefault(key) is { } found && found.Length == seeds.Count ? found : null;
    }

    /// <param name="last">The key of the last share that is used.</param>
    /// <param name="values">The seeds' values of a reading; null where one has none.</param>
    /// <param name="undefined">Why a seed's own reading is undefined; null where none is.</param>
    private static Reading Decide(InsightKey last, string[] layers, Func<InsightKey, double[]?> values, string? undefined)
    {
        var direction = last.Direction == Ascending ? AblationDirection.Ascending : AblationDirection.Descending;
        if (undefined is not null)
            return Reversal.Open(direction, undefined);
        var least = values(last)?.Min() ?? 0;
        int[] percents = [.. SharesVsRandom.Percents.Where(percent => percent <= least)];
        // Share after share: of the network, of the layers' mean, of each layer.
        var keys = percents.SelectMany(percent => new[]
        {
            last with { Name = SharesVsRandom.NameOf(percent) },
            last with { Name = Reversal.MeanNameOf(percent) },
        }.Concat(layers.Select(layer => last with { Scope = layer, Name = SharesVsRandom.NameOf(percent) })));
        double[]?[] found = [.. keys.Select(values)];
        if (found.Any(seeds => seeds is null || seeds.Contains(double.NaN)))
            return Reversal.Open(direction, "a seed lacks readings");
        if (values(last) is { Length: 1 })
            return Reversal.Open(direction, $"one seed has no interval; what its own curves show is the reading {Reversal.Name}");
        var intervals = found.Select(seeds => MeanInterval.Of(seeds!, ValueRange.Any)!.Value).Chunk(2 + layers.Length).ToArray();
        return Reversal.Decide(
            direction, [.. intervals.Select((of, share) => new ReversalShare(percents[share], of[0], of[1], of[2..]))]);
    }
}
