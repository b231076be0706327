namespace Engine.Ablation;

/// <summary>
/// area_vs_random = the mean over k = 0 .. width of (A_order(k) - mean A_random(k)) / (A0 - c): above 0 where the order hurts less than
/// removing at random. Its rank is among the same quantity of each random order, against the same mean, which that order is part of.
/// </summary>
public static class AreaVsRandom
{
    public const string Name = "area_vs_random";
    public const string RankName = "area_vs_random_rank";

    /// <summary>The area, and its rank from 1 (hurts more than every random order) to randoms + 1; of equals the mean of their
    /// ranks.</summary>
    /// <exception cref="ArgumentException">There is no random curve, or one has another width or start.</exception>
    public static IReadOnlyList<Reading> Of(AblationCurve curve, IReadOnlyList<AblationCurve> randoms, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFit(curve, randoms);
        if (randoms.Count == 0)
            throw new ArgumentException("there is no random curve to compare with", nameof(randoms));
        if (band.Undefined is { } reason)
            return [Reading.Undefined(Name, curve.Direction, reason), Reading.Undefined(RankName, curve.Direction, reason)];
        // Areas are ranked as sums of counts, which are whole numbers, so that equal ones are equal.
        var area = Sum(curve);
        var others = randoms.Select(Sum).ToArray();
        var rank = 1 + others.Count(other => other < area) + (others.Count(other => other == area) / 2.0);
        var value = (area - others.Average()) / (curve.Width + 1) / (band.IntactCorrect - band.LargestClass);
        var detail = $"rank {rank} of {others.Length + 1}, 1 hurting most";
        return [new Reading(Name, curve.Direction, value, detail), new Reading(RankName, curve.Direction, rank, detail)];
    }

    private static long Sum(AblationCurve curve) => curve.Correct.Sum(correct => (long)correct);
}
