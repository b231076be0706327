using Engine.Ablation;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Makes the orders of a scope: each measure's ranking or selection both ways, and the random ones.</summary>
/// <param name="selector">Null where no order is a selection.</param>
public sealed class OrderFactory(AblationOptions options, ulong seed, NeuronSelector? selector = null)
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
        var ids = set.In(scope).Select(profile => profile.Id).ToArray();
        var ascending = Ascending(scope, measure, set);
        QuantizerRule? quantizer = measure.NeedsQuantizer ? set.Quantizer : null;
        yield return new RankedOrder(
            new AblationOrder(measure.Name, AblationDirection.Ascending, 0, Pick(ids, ascending)), quantizer, set.Split);
        yield return new RankedOrder(
            new AblationOrder(measure.Name, AblationDirection.Descending, 0, Pick(ids, [.. ascending.Reverse()])), quantizer, set.Split);
    }

    private int[] Ascending(AblationScope scope, Measure measure, ProfileSet set)
    {
        if (measure.Selection is { } criterion)
            return selector?.Ascending(criterion, scope, set)
                ?? throw new InvalidOperationException($"{measure}: neurons are selected from a network, and there is none");
        var profiles = set.In(scope);
        return Ranking.Of(
            [.. profiles.Select(profile => profile[measure])], [.. profiles.Select(profile => profile.Statistics.Inactive)], seed)
            .Ascending;
    }

    private static NeuronId[] Pick(NeuronId[] ids, int[] positions) => [.. positions.Select(position => ids[position])];
}
