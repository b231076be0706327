namespace Engine.Ablation;

/// <summary>plateau(order) = the largest k with A &gt;= A0 - epsilon (A0 - c) at every step &lt;= k: how many of an order's first neurons
/// can go unnoticed.</summary>
public static class Plateau
{
    public const string Name = "plateau";

    public static Reading Of(AblationCurve curve, AccuracyBand band)
    {
        ArgumentNullException.ThrowIfNull(band);
        band.RequireFits(curve);
        if (band.Undefined is { } reason)
            return Reading.Undefined(Name, curve.Direction, reason);
        var steps = Steps(curve, band);
        var detail = steps == curve.Width
            ? "the curve never leaves the band"
            : $"step {steps + 1} falls to {curve.Accuracy(steps + 1):0.####} from {band.Intact:0.####}";
        return new Reading(Name, curve.Direction, steps, detail);
    }

    internal static int Steps(AblationCurve curve, AccuracyBand band)
    {
        var leaves = Array.FindIndex(curve.Correct, correct => !band.Keeps(correct));
        return leaves < 0 ? curve.Width : leaves - 1;
    }
}
