namespace Engine.Ablation;

/// <summary>
/// area_vs_random = the mean over k = 0 .. width of (A_order(k) - mean A_random(k)) / (A0 - c): above 0 where the order hurts less than
/// removing at random. Its rank is among the same area of each random order, which is held against the mean of the *other* random orders
/// alone, as the measure's order is: no order is part of its own mean.
/// </summary>
/// <remarks>An order that says nothing is one more random order. Of R random orders and itself it is the first, or the last, in at most
/// one of R + 1 cases: leaving an order out of its mean moves the areas of the random ones outwards, never inwards.</remarks>
public static class AreaVsRandom
{
    public const string Name = "area_vs_random";
    public const string RankName = "area_vs_random_rank";

    /// <summary>With fewer random orders a rank says little, and none is said.</summary>
    public const int LeastRanked = 5;

    /// <summary>The area, and its rank from 1 (hurts more than every random order) to randoms + 1; of equals the mean of their ranks; NaN
    /// with fewer than <see cref="LeastRanked"/> random orders.</summary>
    /// <exception cref="ArgumentException">There is no random curve, or one has another width or start.</exception>
    public static IReadOnlyList<Reading> Of(AblationCurve curve, IReadOnlyList<AblationCurve> randoms, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFit(curve, randoms);
        if (randoms.Count == 0)
            throw new ArgumentException("there is no random curve to compare with", nameof(randoms));
        if (band.Undefined is { } reason)
            return [Reading.Undefined(Name, curve.Direction, reason), Reading.Undefined(RankName, curve.Direction, reason)];
        var area = Sum(curve);
        var others = randoms.Select(Sum).ToArray();
        var value = (area - others.Average()) / (curve.Width + 1) / (band.IntactCorrect - band.LargestClass);
        var rank = Rank(curve.Direction, area, others);
        return [new Reading(Name, curve.Direction, value, rank.Detail), rank];
    }

    private static Reading Rank(AblationDirection direction, long area, long[] others)
    {
        long orders = others.Length, all = others.Sum();
        if (orders < LeastRanked)
            return Reading.Undefined(
                RankName, direction, $"no rank among {orders} random orders: {LeastRanked} are needed (ablation.random)");
        // Both sides times R (R - 1), so that they are whole numbers and equal ones are equal: area - all / R, and of a random order
        // other - (all - other) / (R - 1).
        var own = (orders - 1) * ((orders * area) - all);
        var theirs = Array.ConvertAll(others, other => orders * ((orders * other) - all));
        var rank = 1 + theirs.Count(other => other < own) + (theirs.Count(other => other == own) / 2.0);
        return new Reading(
            RankName, direction, rank,
            $"rank {rank} of {orders + 1}, 1 hurting most; each random order is held against the mean of the others");
    }

    private static long Sum(AblationCurve curve) => curve.Correct.Sum(correct => (long)correct);
}
