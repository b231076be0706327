using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis.Insights;

/// <summary>Reads the curves of a network, scope after scope: every reading of the method, one row each.</summary>
/// <param name="remove">Removes sets of neurons, each by itself, on the ablated split.</param>
/// <param name="seed">Permutes the Simpson check's drops.</param>
public sealed class NetworkInsights(InsightOptions options, Func<IReadOnlyList<NeuronId[]>, SetFindings> remove, ulong seed)
{
    /// <summary>The measures, and scores from elsewhere, that curves may be ordered by.</summary>
    public ImmutableArray<Measure> Orders { get; init; } = KnownMeasures.All;

    /// <param name="scopes">Those that were ablated.</param>
    /// <param name="drops">On the ablated split.</param>
    /// <param name="ablated">That split.</param>
    public IReadOnlyList<Insight> Of(
        IReadOnlyList<AblationScope> scopes, IReadOnlyList<RankedCurve> curves, IReadOnlyList<ProfileSet> profiles, SingleDrops drops,
        LabelledData ablated)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(profiles);
        ArgumentNullException.ThrowIfNull(drops);
        var largest = LargestClass(ablated);
        ScopeInsights[] read = [.. scopes.Select(scope =>
            new ScopeInsights(
                scope, [.. curves.Where(ranked => ranked.Curve.Scope == scope)], profiles, drops, largest, options))];
        var together = remove([.. read.SelectMany(scope => scope.Candidates())]);
        var simpson = new Dictionary<(string Order, QuantizerRule? Quantizer, Split Split), SimpsonInsights>();
        var insights = new List<Insight>();
        for (var i = 0; i < read.Length; i++)
        {
            insights.AddRange(read[i].Read([.. together.Outcomes.Skip(i * profiles.Count).Take(profiles.Count)], together.Intact));
            foreach (var ranking in read[i].Rankings)
                insights.AddRange(Simpson(read[i], Checked(ranking, profiles, drops, simpson)).Concat(Reversed(read[i], ranking, read))
                    .Select(reading => ranking.Read(read[i].Scope, reading)));
        }
        return insights;
    }

    /// <summary>Samples of the largest class.</summary>
    public static int LargestClass(LabelledData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var counts = new int[data.Classes];
        foreach (var label in data.Labels)
            counts[label]++;
        return counts.Max();
    }

    /// <summary>Correlations with the single drops: a second look at the order, not the talk's claim.</summary>
    private static IEnumerable<Reading> Simpson(ScopeInsights scope, SimpsonInsights? check) => check?.In(scope.Scope) ?? [];

    /// <summary>Whether the network's order reverses the layers', in both directions; of the network's scope alone.</summary>
    private static IEnumerable<Reading> Reversed(ScopeInsights scope, RankingCurves ranking, ScopeInsights[] all) =>
        scope.Scope.IsNetwork
            ? scope.Reversals(ranking, [.. all.Where(other => !other.Scope.IsNetwork)])
            : [];

    /// <summary>Null for the drop itself, which nothing is learned from by correlating it with itself, and for selections, by which no
    /// neuron has a value.</summary>
    private SimpsonInsights? Checked(
        RankingCurves ranking, IReadOnlyList<ProfileSet> profiles, SingleDrops drops,
        Dictionary<(string Order, QuantizerRule? Quantizer, Split Split), SimpsonInsights> known)
    {
        if (Orders.FirstOrDefault(order => order.Name == ranking.Order) is not { Selection: null } measure
            || measure == SingleDrop.Definition)
            return null;
        var key = (ranking.Order, ranking.Quantizer, ranking.MeasureSplit);
        if (!known.TryGetValue(key, out var check))
            known.Add(key, check = new SimpsonInsights(ranking.SetAmong(profiles), measure, drops, options.Permutations, seed));
        return check;
    }
}
