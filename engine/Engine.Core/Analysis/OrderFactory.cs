using Engine.Ablation;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Makes the orders of a scope: each measure's ranking both ways, and the random ones.</summary>
public sealed class OrderFactory(AblationOptions options, ulong seed)
{
    /// <param name="sets">The profiles to rank by; one ranking for each measure, quantizer and split.</param>
    public IReadOnlyList<RankedOrder> For(AblationScope scope, IReadOnlyList<ProfileSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var ids = sets[0].In(scope).Select(profile => profile.Id).ToArray();
        var ranked = options.Orders.SelectMany(measure => Distinct(measure, sets).SelectMany(set => Both(scope, measure, set)));
        var random = Enumerable.Range(0, options.Random).Select(repetition => new RankedOrder(
            new AblationOrder(
                RandomOrders.Name, AblationDirection.Random, repetition,
                Pick(ids, RandomOrders.Order(seed, scope, repetition, ids.Length))),
            null,
            null));
        return [.. ranked, .. random];
    }

    /// <summary>A measure without quantizer is the same in all sets of a split: one of them is enough. Scores from elsewhere are the same
    /// in all: the first says which neurons are inactive, where scores are equal.</summary>
    private static IEnumerable<ProfileSet> Distinct(Measure measure, IReadOnlyList<ProfileSet> sets) => measure switch
    {
        { Scores: not null } => sets.Take(1),
        { NeedsQuantizer: true } => sets,
        _ => sets.DistinctBy(set => set.Split),
    };

    private IEnumerable<RankedOrder> Both(AblationScope scope, Measure measure, ProfileSet set)
    {
        var profiles = set.In(scope);
        var ids = profiles.Select(profile => profile.Id).ToArray();
        var ranking = Ranking.Of(
            [.. profiles.Select(profile => profile[measure])], [.. profiles.Select(profile => profile.Statistics.Inactive)], seed);
        QuantizerRule? quantizer = measure.NeedsQuantizer ? set.Quantizer : null;
        yield return new RankedOrder(
            new AblationOrder(measure.Name, AblationDirection.Ascending, 0, Pick(ids, ranking.Ascending)), quantizer, set.Split);
        yield return new RankedOrder(
            new AblationOrder(measure.Name, AblationDirection.Descending, 0, Pick(ids, ranking.Descending)), quantizer, set.Split);
    }

    private static NeuronId[] Pick(NeuronId[] ids, int[] positions) => [.. positions.Select(position => ids[position])];
}
