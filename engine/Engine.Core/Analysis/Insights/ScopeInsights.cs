using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Measures;

namespace Engine.Analysis.Insights;

/// <summary>The readings of one scope.</summary>
/// <param name="curves">Of the scope.</param>
/// <param name="profiles">One set for each split and quantizer.</param>
/// <param name="drops">On the ablated split.</param>
/// <param name="largestClass">Samples of the largest class in that split.</param>
internal sealed class ScopeInsights(
    AblationScope scope, IReadOnlyList<RankedCurve> curves, IReadOnlyList<ProfileSet> profiles, SingleDrops drops, int largestClass,
    InsightOptions options)
{
    private readonly AblationCurve[] _randoms = [.. curves.Where(ranked => ranked.MeasureSplit is null).Select(ranked => ranked.Curve)];

    public AblationScope Scope => scope;

    /// <summary>The rankings that were followed.</summary>
    public RankingCurves[] Rankings { get; } = [.. RankingCurves.Of(curves)];

    /// <summary>For each set of profiles the neurons to remove together, see <see cref="Synergistic"/>.</summary>
    public NeuronId[][] Candidates() => [.. profiles.Select(Candidates)];

    /// <summary>Everything but Simpson's check, which needs the other scopes.</summary>
    /// <param name="together">The outcomes of removing each of <see cref="Candidates()"/>.</param>
    /// <param name="intact">Of the evaluation that found it.</param>
    public IEnumerable<Insight> Read(IReadOnlyList<SetOutcome> together, SetOutcome intact)
    {
        var total = drops.Findings.Total;
        var band = Band(curves.Count > 0 ? curves[0].Curve.Correct[0] : intact.Correct, total);
        yield return new Insight(scope, null, null, null, ScopeReadings.IntactAccuracy(band));
        foreach (var set in profiles.DistinctBy(set => set.Split))
            yield return new Insight(scope, null, null, set.Split, ScopeReadings.Inactive(Inactive(set)));
        yield return new Insight(
            scope, null, null, null,
            ScopeReadings.EffectivelyInactive(profiles[0].In(scope).Count(profile => drops.IsEffectivelyInactive(profile.Id))));
        foreach (var set in profiles.DistinctBy(set => set.Split))
        {
            NeuronProfile[] on = [.. set.In(scope).Where(profile => profile.Statistics.FractionActive == 1)];
            yield return new Insight(scope, null, null, set.Split, ScopeReadings.AlwaysOn(on.Length));
            double[] without = [.. on.Select(profile => drops[profile.Id])];
            foreach (var reading in AtTolerances(band, at => [ScopeReadings.AlwaysOnMatter(without, at)]))
                yield return new Insight(scope, null, null, set.Split, reading);
        }
        foreach (var set in profiles.Where(set => set.Quantizer.EqualBins > 0))
        {
            var stretched = set.In(scope).Count(profile => profile.Histogram.Quantizer.IsStretched);
            yield return new Insight(scope, null, set.Quantizer, set.Split, ScopeReadings.Stretched(stretched));
        }
        // Held against the intact network of its own evaluation: that of another device may differ in near ties.
        for (var i = 0; i < profiles.Count; i++)
        {
            var (candidates, correct) = (Candidates(profiles[i]).Length, together[i].Correct);
            foreach (var reading in AtTolerances(Band(intact.Correct, total), at => [Synergistic.Of(at, candidates, correct)]))
                yield return new Insight(scope, MutualInformation.Definition.Name, profiles[i].Quantizer, profiles[i].Split, reading);
        }
        foreach (var insight in Rankings.SelectMany(ranking => Read(ranking, band)))
            yield return insight;
    }

    /// <summary>Whether a ranking of the network reverses the layers' rankings by the same measure.</summary>
    public IEnumerable<Reading> Reversals(RankingCurves ranking, ScopeInsights[] layers)
    {
        HashSet<NeuronId> inactive =
            [.. ranking.SetAmong(profiles).Profiles.Where(profile => profile.Statistics.Inactive).Select(profile => profile.Id)];
        var tooFew = Reversal.TooFew(_randoms.Length, [.. layers.Select(layer => profiles[0].In(layer.Scope).Length)]);
        return new[] { AblationDirection.Ascending, AblationDirection.Descending }.SelectMany(direction => Reversal.Of(
            direction, VsRandom(ranking, direction), [.. layers.Select(layer => layer.VsRandom(ranking, direction))],
            Reversal.LastShare(ranking.In(direction).Removed, inactive), tooFew));
    }

    /// <summary>The readings at shares of this scope's curve by the same measure.</summary>
    private IReadOnlyList<Reading> VsRandom(RankingCurves like, AblationDirection direction)
    {
        var curve = Rankings.Single(
            own => own.Order == like.Order && own.Quantizer == like.Quantizer && own.MeasureSplit == like.MeasureSplit).In(direction);
        return SharesVsRandom.Of(curve, _randoms, Band(curve.Correct[0], curve.Total));
    }

    private IEnumerable<Insight> Read(RankingCurves ranking, AccuracyBand band)
    {
        var inactive = Inactive(ranking.SetAmong(profiles));
        return ScopeReadings.OfRanking(ranking.Ascending, ranking.Descending, _randoms, band, inactive)
            .Concat(Others(band, at => ScopeReadings.AtTolerance(ranking.Ascending, ranking.Descending, at, inactive)))
            .Concat(Interaction.Extremes(ranking.Ascending, drops.ByNeuron))
            .Concat(Interaction.Extremes(ranking.Descending, drops.ByNeuron))
            .Select(reading => ranking.Read(scope, reading));
    }

    /// <summary>Readings at the headline tolerance, then at each under its own name.</summary>
    private IEnumerable<Reading> AtTolerances(AccuracyBand band, Func<AccuracyBand, IReadOnlyList<Reading>> read) =>
        read(band).Concat(Others(band, read));

    /// <summary>Readings at each tolerance, under its own name.</summary>
    private IEnumerable<Reading> Others(AccuracyBand band, Func<AccuracyBand, IReadOnlyList<Reading>> read) =>
        options.Tolerances.SelectMany(
            tolerance => read(new AccuracyBand(band.IntactCorrect, band.LargestClass, band.Total, options.At(tolerance)))
                .Select(reading => reading.At(tolerance)));

    private int Inactive(ProfileSet set) => set.In(scope).Count(profile => profile.Statistics.Inactive);

    private NeuronId[] Candidates(ProfileSet set)
    {
        var neurons = set.In(scope);
        var found = Synergistic.Candidates(
            [.. neurons.Select(profile => profile.Statistics.Inactive)], [.. neurons.Select(profile => profile.QValue)], options.Readings);
        return [.. found.Select(place => neurons[place].Id)];
    }

    private AccuracyBand Band(int intactCorrect, int total) => new(intactCorrect, largestClass, total, options.Readings);
}
