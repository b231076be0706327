namespace Engine.Ablation;

/// <summary>What takes the place of a removed neuron's post-activation output.</summary>
public enum Replacement
{
    /// <summary>0, as in the talk.</summary>
    Zero,

    /// <summary>Its mean on the measure split in the intact network.</summary>
    Mean,

    /// <summary>A draw from its empirical distribution keyed by (seed, layer, neuron, sample), the same at every step.</summary>
    Resample,
}
