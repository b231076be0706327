using Engine.Ablation;
using Engine.Networks;

namespace Kernels.Simd.Ablation;

/// <summary>One order, turned round: which neurons are put back one after another into a network that begins without them.</summary>
/// <remarks>A curve is evaluated from its last step to the intact network. Every pre-activation is then a sum in the order of arrival that
/// only grows at its end: nothing is ever subtracted, so that no rounding error builds up, a neuron whose output is 0 changes no bit, and
/// the step without any neuron is the biases alone, exactly.</remarks>
internal sealed class OrderPlan : IDisposable
{
    private readonly Transition[] _transitions;
    private readonly bool _ownsTransitions;

    private OrderPlan(
        AblationOrder order, int firstLayer, int[][] positions, int[] initiallyPresent, Transition[] transitions, bool ownsTransitions)
    {
        (Order, FirstLayer, Positions, InitiallyPresent) = (order, firstLayer, positions, initiallyPresent);
        (_transitions, _ownsTransitions) = (transitions, ownsTransitions);
    }

    public AblationOrder Order { get; }

    /// <summary>The first layer from which neurons are removed (1-based): its outputs depend on nothing that is removed.</summary>
    public int FirstLayer { get; }

    /// <summary>By layer - <see cref="FirstLayer"/>: position to neuron, in the order of arrival.</summary>
    public int[][] Positions { get; }

    /// <summary>By layer - <see cref="FirstLayer"/>: how many neurons are there from the beginning.</summary>
    public int[] InitiallyPresent { get; }

    /// <summary>The weights out of layer <paramref name="layer"/> (1-based).</summary>
    public Transition After(int layer) => _transitions[layer - FirstLayer];

    /// <summary>The row of <see cref="After"/> that holds the weights out of the neuron at a position.</summary>
    public int RowOf(int layer, int position) => !_ownsTransitions && layer == FirstLayer ? Positions[0][position] : position;

    /// <summary>Whether the layer's outputs are ever multiplied as a whole; those of a single ablated layer arrive row by row
    /// only.</summary>
    public bool Feeds(int layer) => _ownsTransitions || layer > FirstLayer;

    /// <summary>Orders of a single layer share the weights of what follows; only the order in which rows are put back differs.</summary>
    public static OrderPlan ForLayer(AblationOrder order, int layer, Transition[] shared, int[] widths)
    {
        var positions = widths.Skip(layer - 1).Select(width => Enumerable.Range(0, width).ToArray()).ToArray();
        positions[0] = [.. order.Removed.Reverse().Select(id => id.Neuron)];
        int[] present = [0, .. widths.Skip(layer)];
        return new OrderPlan(order, layer, positions, present, shared, false);
    }

    public static OrderPlan ForNetwork(AblationOrder order, Network network)
    {
        var positions = Enumerable.Range(1, network.HiddenLayers)
            .Select(layer => order.Removed.Reverse().Where(id => id.Layer == layer).Select(id => id.Neuron).ToArray())
            .ToArray();
        return new OrderPlan(order, 1, positions, new int[positions.Length], Transitions(network, 1, positions), true);
    }

    /// <summary>The weights from <paramref name="firstLayer"/> on, neurons at the positions given.</summary>
    public static Transition[] Transitions(Network network, int firstLayer, int[][] positions)
    {
        var logits = Enumerable.Range(0, network.Classes).ToArray();
        return [.. positions.Select((rows, i) =>
            new Transition(network.Layers[firstLayer + i], rows, i + 1 < positions.Length ? positions[i + 1] : logits))];
    }

    public void Dispose()
    {
        if (!_ownsTransitions)
            return;
        foreach (var transition in _transitions)
            transition.Dispose();
    }
}
