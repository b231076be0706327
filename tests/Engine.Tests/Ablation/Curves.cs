using Engine.Ablation;

namespace Engine.Tests.Ablation;

/// <summary>Hand-made curves of 1,000 samples in layer 1; the largest class has 100 of them.</summary>
internal static class Curves
{
    public const int Total = 1000;
    public const int LargestClass = 100;

    public static AblationCurve Of(AblationDirection direction, params int[] correct) => new(
        new AblationScope(1),
        direction == AblationDirection.Random ? RandomOrders.Name : "mutual-information",
        direction,
        0,
        [.. Enumerable.Range(0, correct.Length - 1).Select(neuron => new NeuronId(1, neuron))],
        correct,
        new double[correct.Length],
        new int[correct.Length],
        Total);

    public static AblationCurve Ascending(params int[] correct) => Of(AblationDirection.Ascending, correct);

    public static AblationCurve Descending(params int[] correct) => Of(AblationDirection.Descending, correct);

    public static AblationCurve Random(params int[] correct) => Of(AblationDirection.Random, correct);

    /// <summary>Intact 900 and chance 100: kept from 900 - 0.02 * 800 = 884 up, lost from 100 + 0.05 * 800 = 140 down.</summary>
    public static AccuracyBand Band(int intact = 900, ReadingSettings? settings = null) =>
        new(intact, LargestClass, Total, settings ?? new ReadingSettings(0.02));
}
