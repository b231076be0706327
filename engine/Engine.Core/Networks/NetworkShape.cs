using System.Collections.Immutable;

namespace Engine.Networks;

/// <summary>The shape of a fully connected classifier. No hidden layer makes it multinomial logistic regression.</summary>
/// <param name="Inputs">Features per sample.</param>
/// <param name="Hidden">Widths of the hidden layers, first to last; empty for logistic regression.</param>
/// <param name="Classes">Outputs (logits).</param>
/// <param name="BatchNorm">Batch normalization between each hidden layer's product and its activation.</param>
public sealed record NetworkShape(int Inputs, ImmutableArray<int> Hidden, int Classes, Activation Activation, bool BatchNorm)
{
    private readonly ImmutableArray<Activation> _mixed = [];

    /// <summary>Of networks whose hidden layers differ in it, as none that is trained here does: each layer's own, first to last. Else
    /// empty.</summary>
    public ImmutableArray<Activation> Mixed
    {
        get => _mixed;
        init => _mixed = value.Length == 0 || value.Length == Hidden.Length
            ? value
            : throw new ArgumentException($"{value.Length} activations for {Hidden.Length} hidden layers", nameof(value));
    }

    /// <summary>Whether the inputs are the outputs of the first hidden layer, as of activations that were saved: nothing is computed
    /// before the second.</summary>
    public bool BeginsWithOutputs
    {
        get;
        init => field = !value || (Hidden.Length > 0 && Hidden[0] == Inputs)
            ? value
            : throw new ArgumentException($"{Inputs} inputs are not the outputs of a first hidden layer", nameof(value));
    }

    /// <summary>The activation of all hidden layers.</summary>
    /// <exception cref="InvalidOperationException">They differ in it.</exception>
    public Activation Activation
    {
        get => _mixed.IsEmpty ? field : throw new InvalidOperationException("the hidden layers differ in their activation");
        init;
    } = Activation;

    /// <summary>Hidden layers plus the output layer.</summary>
    public int Layers => Hidden.Length + 1;

    /// <summary>Width of layer <paramref name="layer"/>: 0 is the input, 1..H the hidden layers, H + 1 the logits.</summary>
    public int Width(int layer) => layer == 0 ? Inputs : layer <= Hidden.Length ? Hidden[layer - 1] : Classes;

    /// <summary>The activation of hidden layer <paramref name="layer"/> (1-based).</summary>
    public Activation ActivationOf(int layer) => _mixed.IsEmpty ? Activation : _mixed[layer - 1];

    /// <summary>The hidden widths as tables name them, e.g. <c>100-100</c>.</summary>
    public string HiddenName => string.Join('-', Hidden);

    public bool Equals(NetworkShape? other) =>
        other is not null && Inputs == other.Inputs && Classes == other.Classes && BatchNorm == other.BatchNorm
        && Hidden.AsSpan().SequenceEqual(other.Hidden.AsSpan()) && _mixed.AsSpan().SequenceEqual(other._mixed.AsSpan())
        && (!_mixed.IsEmpty || Activation == other.Activation) && BeginsWithOutputs == other.BeginsWithOutputs;

    public override int GetHashCode() => HashCode.Combine(Inputs, Hidden.Length, Classes, _mixed.Length, BatchNorm);
}
