using Engine.Ablation;
using Engine.Ablation.Sets;

namespace Testing.Analysis;

/// <summary>When a device and the float64 reference count as the same: the one place of the tolerances.</summary>
internal static class Agreement
{
    /// <summary>By how much a mean loss may differ, per nat and one.</summary>
    public const double LossTolerance = 2e-6;

    /// <summary>As <see cref="LossTolerance"/> counts it; NaN is infinitely far.</summary>
    public static double Distance(double expected, double actual)
    {
        var distance = Math.Abs(actual - expected) / (1 + Math.Abs(expected));
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    public static void Close(double expected, double actual, string what) =>
        Assert.True(Distance(expected, actual) <= LossTolerance, $"{what}: {actual:R} is not {expected:R}");

    /// <summary>Every step: losses within the tolerance, right answers equal but for near ties.</summary>
    /// <returns>The steps' largest distance of losses, the near ties of the reference, and the right answers that differ.</returns>
    public static (double Worst, int NearTies, int Different) Curves(AblationCurve expected, AblationCurve actual)
    {
        Assert.Equal(expected.Removed, actual.Removed);
        Assert.Equal(
            (expected.Scope, expected.Order, expected.Direction, expected.Repetition, expected.Total),
            (actual.Scope, actual.Order, actual.Direction, actual.Repetition, actual.Total));
        var (worst, different) = (0.0, 0);
        for (var step = 0; step <= expected.Width; step++)
        {
            var off = Math.Abs(expected.Correct[step] - actual.Correct[step]);
            Assert.True(
                off <= expected.NearTies[step],
                $"step {step}: {actual.Correct[step]} right, reference {expected.Correct[step]}, near ties {expected.NearTies[step]}");
            Close(expected.Loss[step], actual.Loss[step], $"loss at step {step}");
            worst = Math.Max(worst, Distance(expected.Loss[step], actual.Loss[step]));
            different += off;
        }
        return (worst, expected.NearTies.Sum(), different);
    }

    /// <summary>Every set: losses within the tolerance, right answers equal but for near ties, changed predictions but for near ties with
    /// the set or without it.</summary>
    /// <returns>The sets' largest distance of losses, the near ties of the reference, and the right answers and predictions that
    /// differ.</returns>
    public static (double Worst, int NearTies, int Different) Sets(SetFindings expected, SetFindings actual)
    {
        Assert.Equal((expected.Total, expected.Outcomes.Length), (actual.Total, actual.Outcomes.Length));
        var (worst, different) = (0.0, 0);
        SetOutcome[] all = [expected.Intact, .. expected.Outcomes], found = [actual.Intact, .. actual.Outcomes];
        for (var i = 0; i < all.Length; i++)
        {
            var what = i == 0 ? "intact" : $"set {i - 1}";
            var (right, changed) = (Math.Abs(all[i].Correct - found[i].Correct), Math.Abs(all[i].Changed - found[i].Changed));
            Assert.True(
                right <= all[i].NearTies, $"{what}: {found[i].Correct} right, reference {all[i].Correct}, near ties {all[i].NearTies}");
            Assert.True(
                changed <= all[i].NearTies + expected.Intact.NearTies,
                $"{what}: {found[i].Changed} predictions changed, reference {all[i].Changed}");
            Close(all[i].Loss, found[i].Loss, $"loss, {what}");
            worst = Math.Max(worst, Distance(all[i].Loss, found[i].Loss));
            different += right + changed;
        }
        return (worst, all.Sum(outcome => outcome.NearTies), different);
    }

    /// <summary>Every bit of two lists of curves.</summary>
    public static void Identical(IReadOnlyList<AblationCurve> expected, IReadOnlyList<AblationCurve> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Correct, actual[i].Correct);
            Assert.Equal(expected[i].NearTies, actual[i].NearTies);
            Assert.Equal(expected[i].Loss.Select(BitConverter.DoubleToInt64Bits), actual[i].Loss.Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
