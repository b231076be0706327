using System.Collections.Immutable;

namespace Engine.Measures;

/// <summary>Every measure of the engine. A new one is one line here.</summary>
public static class KnownMeasures
{
    /// <summary>In the order of their columns in the table <c>neurons</c>: a new one comes last, because columns are only added.</summary>
    public static ImmutableArray<Measure> All { get; } =
    [
        Entropy.Definition,
        MutualInformation.Definition,
        KlSelectivity.Definition,
        ClassSelectivity.Definition,
        MeanActivation.Definition,
        VarianceActivation.Definition,
        FractionActive.Definition,
        OutgoingNorm.Definition,
        SingleDrop.Definition,
    ];

    /// <summary>The measure of that name; null where there is none.</summary>
    public static Measure? Find(string? name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>Checks every invariant of every measure on one neuron.</summary>
    /// <exception cref="InvalidOperationException">One does not hold: the engine is wrong, and says for which neuron.</exception>
    public static void Check(NeuronProfile neuron)
    {
        foreach (var measure in All)
            measure.Check(neuron);
    }
}
