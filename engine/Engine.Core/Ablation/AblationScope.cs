using Engine.Networks;

namespace Engine.Ablation;

/// <summary>Which neurons one ranking orders: those of one hidden layer (1-based), or all hidden neurons of the network (layer
/// 0).</summary>
public readonly record struct AblationScope(int Layer)
{
    public static AblationScope Network { get; } = new(0);

    public bool IsNetwork => Layer == 0;

    /// <summary>The first layer from which neurons are removed (1-based): its outputs depend on nothing that is removed.</summary>
    public int FirstLayer => IsNetwork ? 1 : Layer;

    /// <summary>As tables name it: <c>network</c> or <c>layer-1</c>, <c>layer-2</c>, …</summary>
    public string Name => IsNetwork ? "network" : $"layer-{Layer}";

    /// <summary>The scope's neurons in a network of this shape, in the order of layer and number.</summary>
    /// <exception cref="ArgumentException">There is no such hidden layer.</exception>
    public IEnumerable<NeuronId> Neurons(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (Layer < 0 || Layer > shape.Hidden.Length || shape.Hidden.Length == 0)
            throw new ArgumentException($"{Name}: the network has {shape.Hidden.Length} hidden layers", nameof(shape));
        var layers = IsNetwork ? Enumerable.Range(1, shape.Hidden.Length) : [Layer];
        return layers.SelectMany(layer => Enumerable.Range(0, shape.Width(layer)).Select(neuron => new NeuronId(layer, neuron)));
    }

    public override string ToString() => Name;
}
