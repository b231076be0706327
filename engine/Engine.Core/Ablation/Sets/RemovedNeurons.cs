namespace Engine.Ablation.Sets;

/// <summary>One set of neurons, layer by layer.</summary>
public sealed class RemovedNeurons
{
    private readonly int[][] _layers;

    /// <param name="widths">Of the hidden layers.</param>
    /// <exception cref="ArgumentException">A neuron is none of the network's, or occurs twice.</exception>
    public RemovedNeurons(IReadOnlyList<NeuronId> set, IReadOnlyList<int> widths)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(widths);
        foreach (var id in set)
        {
            if (id.Layer < 1 || id.Layer > widths.Count || id.Neuron < 0 || id.Neuron >= widths[id.Layer - 1])
                throw new ArgumentException($"there is no {id}: the hidden layers have {string.Join(", ", widths)} neurons", nameof(set));
        }
        if (set.Distinct().Count() != set.Count)
            throw new ArgumentException("a neuron occurs twice in a set", nameof(set));
        _layers =
            [.. Enumerable.Range(1, widths.Count).Select(layer => set.Where(id => id.Layer == layer).Select(id => id.Neuron).ToArray())];
        Count = set.Count;
        FirstLayer = 1 + Array.FindIndex(_layers, neurons => neurons.Length > 0);
        LastLayer = 1 + Array.FindLastIndex(_layers, neurons => neurons.Length > 0);
    }

    public int Count { get; }

    /// <summary>The first layer that loses a neuron (1-based); 0 for an empty set.</summary>
    public int FirstLayer { get; }

    /// <summary>The last one; 0 for an empty set.</summary>
    public int LastLayer { get; }

    /// <summary>The neurons removed from a hidden layer (1-based).</summary>
    public ReadOnlySpan<int> In(int layer) => _layers[layer - 1];

    /// <summary><c>[hidden layers][neurons]</c>: whether each is removed.</summary>
    public bool[][] Mask(IReadOnlyList<int> widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        var mask = widths.Select(width => new bool[width]).ToArray();
        for (var layer = 0; layer < mask.Length; layer++)
        {
            foreach (var neuron in _layers[layer])
                mask[layer][neuron] = true;
        }
        return mask;
    }
}
