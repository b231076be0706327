using Engine.Ablation;

namespace Harness.Cli.Output;

/// <summary>How an order compares with random removal.</summary>
/// <param name="Area">Mean gain in accuracy over random removal, in units of A0 - c; below 0 the order hurts more.</param>
/// <param name="Rank">Among the random orders, 1 hurting most.</param>
/// <param name="Orders">Random orders and this one.</param>
internal sealed record AreaReading(double Area, double Rank, int Orders)
{
    public static AreaReading? Of(AblationCurve curve, AblationCurve[] randoms, AccuracyBand band)
    {
        if (randoms.Length == 0)
            return null;
        var readings = AreaVsRandom.Of(curve, randoms, band);
        return new AreaReading(readings[0].Value, readings[1].Value, randoms.Length + 1);
    }
}
