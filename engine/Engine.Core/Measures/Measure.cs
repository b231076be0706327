namespace Engine.Measures;

/// <summary>A number per neuron by which neurons can be ranked.</summary>
public enum Measure
{
    MutualInformation,
    KlSelectivity,
    Entropy,
    ClassSelectivity,
    MeanActivation,
    VarianceActivation,
    FractionActive,
    OutgoingNorm,
    SingleDrop,
}
