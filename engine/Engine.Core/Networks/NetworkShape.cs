using System.Collections.Immutable;

namespace Engine.Networks;

/// <summary>The shape of a fully connected classifier. No hidden layer makes it multinomial logistic regression.</summary>
/// <param name="Inputs">Features per sample.</param>
/// <param name="Hidden">Widths of the hidden layers, first to last; empty for logistic regression.</param>
/// <param name="Classes">Outputs (logits).</param>
/// <param name="BatchNorm">Batch normalization between each hidden layer's product and its activation.</param>
public sealed record NetworkShape(int Inputs, ImmutableArray<int> Hidden, int Classes, Activation Activation, bool BatchNorm)
{
    /// <summary>Hidden layers plus the output layer.</summary>
    public int Layers => Hidden.Length + 1;

    /// <summary>Width of layer <paramref name="layer"/>: 0 is the input, 1..H the hidden layers, H + 1 the logits.</summary>
    public int Width(int layer) => layer == 0 ? Inputs : layer <= Hidden.Length ? Hidden[layer - 1] : Classes;

    /// <summary>The hidden widths as tables name them, e.g. <c>100-100</c>.</summary>
    public string HiddenName => string.Join('-', Hidden);

    public bool Equals(NetworkShape? other) =>
        other is not null && Inputs == other.Inputs && Classes == other.Classes && Activation == other.Activation
        && BatchNorm == other.BatchNorm && Hidden.AsSpan().SequenceEqual(other.Hidden.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Inputs, Hidden.Length, Classes, Activation, BatchNorm);
}
