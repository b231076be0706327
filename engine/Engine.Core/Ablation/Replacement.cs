namespace Engine.Ablation;

/// <summary>The value in place of a removed neuron's output, after the activation.</summary>
public enum Replacement
{
    /// <summary>0, as in the talk.</summary>
    Zero,

    /// <summary>Its mean on the measure split in the intact network.</summary>
    Mean,

    /// <summary>A draw from its empirical distribution keyed by (seed, layer, neuron, sample), the same at every step.</summary>
    Resample,
}
