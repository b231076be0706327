namespace Engine.Ablation.Replacing;

/// <summary>Each neuron's mean output in the intact network ("bias balancing" in Amjad, Liu, Geiger, arXiv:1804.06679v1): the next layer's bias gains weight times mean.</summary>
/// <param name="means"><c>[hidden layers][neurons]</c>, in the unit of the output.</param>
public sealed class MeanReplacements(float[][] means) : Replacements
{
    public override Replacement Kind => Replacement.Mean;

    public override void Read(int layer, int sample, Span<float> values) => means[layer - 1].CopyTo(values);
}
