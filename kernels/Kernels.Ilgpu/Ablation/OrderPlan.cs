using Engine.Ablation;
using Engine.Networks;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Ablation;

/// <summary>One order, turned round: which neuron comes back at each step into a network that begins without them, and what each layer then
/// computes.</summary>
/// <remarks>A curve is evaluated from its last step to the intact network. Every pre-activation is then a sum in the order of arrival that
/// only grows at its end: nothing is ever subtracted, so that no rounding error builds up, and the step without any neuron is the biases
/// alone. Neurons lie in the order of their arrival, so that those present are leading rows and columns of the weights. Two exceptions
/// spare work: of the first layer, which only ever arrives row by row, rows keep their numbers; the sums of the layer after it are kept for
/// all neurons.</remarks>
internal sealed class OrderPlan
{
    private readonly NetworkShape _shape;
    private readonly int[] _present;
    private readonly Move[] _moves;

    public OrderPlan(NetworkShape shape, AblationScope scope, AblationOrder order)
    {
        (_shape, Order) = (shape, order);
        FirstLayer = scope.IsNetwork ? 1 : scope.Layer;
        Positions = [.. Enumerable.Range(FirstLayer, Levels).Select(layer => Position(scope, layer))];
        _present =
        [
            .. Enumerable.Range(0, shape.Layers + 1)
                .Select(layer => layer > shape.Hidden.Length
                    ? shape.Classes
                    : scope.IsNetwork || layer == FirstLayer ? 0 : shape.Width(layer)),
        ];
        Arrivals = new Arrival[Steps];
        _moves = new Move[Steps * Levels];
        Begin();
        for (var step = Steps - 2; step >= 0; step--)
            Arrive(step, order.Removed[step]);
    }

    public AblationOrder Order { get; }

    /// <summary>The first layer that is ablated (1-based): its outputs depend on nothing that is removed.</summary>
    public int FirstLayer { get; }

    /// <summary>Maps after the first ablated layer, that of the logits included.</summary>
    public int Levels => _shape.Layers - FirstLayer;

    /// <summary>Neurons of the scope, and one.</summary>
    public int Steps => Order.Removed.Length + 1;

    /// <summary>By layer - <see cref="FirstLayer"/>: position to neuron.</summary>
    public int[][] Positions { get; }

    /// <summary>By step: the neuron whose return leads to it; layer 0 at the last step, where nothing has returned.</summary>
    public Arrival[] Arrivals { get; }

    /// <summary>The part of the map into layer <paramref name="layer"/> that is computed at a step.</summary>
    public Move MoveInto(int layer, int step) => _moves[(step * Levels) + layer - FirstLayer - 1];

    private int[] Position(AblationScope scope, int layer) => scope.IsNetwork && layer > 1
        ? [.. Order.Removed.Reverse().Where(id => id.Layer == layer).Select(id => id.Neuron)]
        : [.. Enumerable.Range(0, _shape.Width(layer))];

    private void Begin()
    {
        for (var layer = FirstLayer + 1; layer <= _shape.Layers; layer++)
            Set(layer, Steps - 1, new Move { To = _present[layer - 1], Columns = Columns(layer) });
    }

    private void Arrive(int step, NeuronId id)
    {
        var row = id.Layer == FirstLayer ? id.Neuron : _present[id.Layer];
        Arrivals[step] = new Arrival { Layer = id.Layer, Row = row, Present = _present[id.Layer - 1] };
        _present[id.Layer]++;
        Set(id.Layer + 1, step, new Move { From = row, To = row + 1, Columns = Columns(id.Layer + 1), Continues = 1 });
        for (var layer = id.Layer + 2; layer <= _shape.Layers; layer++)
            Set(layer, step, new Move { To = _present[layer - 1], Columns = Columns(layer) });
    }

    private int Columns(int layer) => layer == FirstLayer + 1 ? _shape.Width(layer) : _present[layer];

    private void Set(int layer, int step, Move move) => _moves[(step * Levels) + layer - FirstLayer - 1] = move;
}
