using Engine.Networks;
using Engine.Numerics;

namespace Engine.Measures;

/// <summary>
/// (mu_max - mu_rest) / (mu_max + mu_rest), mu_max the largest class-conditional mean output and mu_rest the mean of the other
/// classes' means ([MBRB], arXiv:1803.06959). From 0 to 1; meaningful for outputs that are never negative.
/// </summary>
public static class ClassSelectivity
{
    public static Measure Definition { get; } = new()
    {
        Name = "class-selectivity",
        Label = "class selectivity",
        Unit = "0 to 1",
        Formula = "(mu_max - mu_rest) / (mu_max + mu_rest) of the class-conditional mean outputs",
        Source = "[MBRB], arXiv:1803.06959",
        Meaning = "(highest class mean - mean of the others) / their sum; "
            + "null where outputs may be negative or all samples are of one class",
        AppliesTo = AppliesTo,
        Needs = "activations that are never negative",
        Value = neuron => Of(neuron.Statistics).Value,
        IsOptional = true,
        // On samples of one class all neurons are as selective.
        RankedWithoutValue = 0,
        Beside =
        [
            new("selective_class", "class of the class selectivity", "label", "the class of the highest mean",
                neuron => AppliesTo(neuron.Activation) ? Of(neuron.Statistics).ClassOrNull : null)
                { Kind = CellKind.Class, IsOptional = true, InReport = ReportUse.Fact },
        ],
        Invariants =
        [
            new("0 <= class selectivity", _ => 0, neuron => neuron[Definition!]),
            new("class selectivity <= 1", neuron => neuron[Definition!], _ => 1),
        ],
    };

    /// <summary>Whether an activation's outputs are never negative, so that the ratio means something.</summary>
    public static bool AppliesTo(Activation activation) => ActivationFunction.Of(activation).IsNonNegative;

    /// <returns>The ratio and the lowest class of largest mean; 0 and no class for an all-zero unit; NaN and no class where fewer than two
    /// classes have samples.</returns>
    /// <exception cref="ArgumentException">An output is negative.</exception>
    public static Selectivity Of(ActivationStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(statistics.Min >= 0))
        {
            throw new ArgumentException(
                $"class selectivity is defined for outputs that are never negative; one is {statistics.Min:R}", nameof(statistics));
        }

        return Of(statistics.ClassMeans, statistics.ClassCounts);
    }

    /// <param name="classMeans"><c>[classes]</c>: the mean output within each class.</param>
    /// <param name="classCounts"><c>[classes]</c>: classes of 0 samples are left out.</param>
    public static Selectivity Of(ReadOnlySpan<double> classMeans, ReadOnlySpan<int> classCounts)
    {
        var preferred = -1;
        var observed = 0;
        var sum = default(CompensatedSum);
        for (var label = 0; label < classMeans.Length; label++)
        {
            if (classCounts[label] == 0)
                continue;
            if (!(classMeans[label] >= 0))
            {
                throw new ArgumentException(
                    $"the mean output within class {label} is {classMeans[label]:R}: class selectivity needs means that are not negative",
                    nameof(classMeans));
            }

            observed++;
            sum.Add(classMeans[label]);
            if (preferred < 0 || classMeans[label] > classMeans[preferred])
                preferred = label;
        }

        if (observed < 2)
            return new Selectivity(double.NaN, -1);
        var largest = classMeans[preferred];
        if (largest == 0)
            return new Selectivity(0, -1);
        // The mean of the others cannot exceed the largest but by rounding.
        var rest = Math.Min(largest, (sum.Value - largest) / (observed - 1));
        return new Selectivity((largest - rest) / (largest + rest), preferred);
    }
}
