namespace Engine.Ablation.Replacing;

/// <summary>The values that take the place of removed neurons' outputs on one split: a function of layer, neuron and sample, the same at
/// every step of every order.</summary>
public abstract class Replacements
{
    /// <summary>0 everywhere.</summary>
    public static Replacements Zero { get; } = new ZeroReplacements();

    public abstract Replacement Kind { get; }

    /// <summary>Writes what stands for the outputs of a hidden layer.</summary>
    /// <param name="layer">1-based.</param>
    /// <param name="sample">Of the split that is evaluated.</param>
    /// <param name="values"><c>[neurons]</c>, in the unit of the output.</param>
    public abstract void Read(int layer, int sample, Span<float> values);

    /// <summary>Those of chosen samples, in their order.</summary>
    public virtual Replacements Pick(ReadOnlyMemory<int> samples) => this;

    private sealed class ZeroReplacements : Replacements
    {
        public override Replacement Kind => Replacement.Zero;

        public override void Read(int layer, int sample, Span<float> values) => values.Clear();
    }
}

/// <summary>Each neuron's mean output in the intact network ("bias balancing" in Amjad, Liu, Geiger, arXiv:1804.06679v1): the next layer's
/// bias gains weight times mean.</summary>
/// <param name="means"><c>[hidden layers][neurons]</c>, in the unit of the output.</param>
public sealed class MeanReplacements(float[][] means) : Replacements
{
    public override Replacement Kind => Replacement.Mean;

    public override void Read(int layer, int sample, Span<float> values) => means[layer - 1].CopyTo(values);
}
