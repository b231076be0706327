using Engine.Ablation;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Ablation;

/// <summary>The plans of the orders that are evaluated together, on the device: tables of every step, and weights in the order of
/// arrival.</summary>
internal sealed class OrderGroup
{
    private readonly OrderPlan[] _plans;
    private readonly ArrayView<Arrival> _arrivals;
    private readonly ArrayView<Move> _moves;
    private readonly int[] _mostColumns;
    private readonly bool[] _arrives;
    private readonly ArrayView<float>[] _weights;
    private readonly ArrayView<float>[] _biases;

    public OrderGroup(Machine machine, DeviceMemory memory, DeviceNetwork network, AblationScope scope, OrderPlan[] plans)
    {
        (_plans, IsNetwork, FirstWidth) = (plans, scope.IsNetwork, network.Shape.Width(plans[0].FirstLayer));
        var steps = Enumerable.Range(0, Steps).ToArray();
        _arrivals = memory.Upload([.. steps.SelectMany(step => plans.Select((plan, order) => Arrival(plan, order, step)))]);
        var moves = steps.SelectMany(step => Layers.SelectMany(layer => plans.Select(plan => plan.MoveInto(layer, step)))).ToArray();
        _moves = memory.Upload(moves);
        _mostColumns = [.. moves.Chunk(plans.Length).Select(orders => orders.Max(move => move.Columns))];
        _arrives = [.. steps.SelectMany(step => Layers.Select(layer => plans.Any(plan => plan.Arrivals[step].Layer == layer)))];
        _weights = [.. Layers.Select(layer => IsNetwork ? Permuted(machine, memory, network, layer) : network.Weights(layer))];
        _biases = [.. Layers.Select(layer => IsNetwork ? memory.Upload(Bias(network, layer)) : network.Bias(layer))];
    }

    public int Orders => _plans.Length;

    public int Steps => _plans[0].Steps;

    public int FirstLayer => _plans[0].FirstLayer;

    public int FirstWidth { get; }

    /// <summary>The layers after the first that is ablated, that of the logits included.</summary>
    public IEnumerable<int> Layers => Enumerable.Range(FirstLayer + 1, _plans[0].Levels);

    /// <summary>Whether neurons of all layers arrive, and every order has weights of its own.</summary>
    public bool IsNetwork { get; }

    /// <summary>Lists of samples: one for each neuron of the first ablated layer, and in the network one for each order, written at each
    /// step.</summary>
    public int Lists => FirstWidth + (IsNetwork ? Orders : 0);

    /// <summary>Lengths of lists: those of the first layer's, and in the network one for each step and order.</summary>
    public int Counters => FirstWidth + (IsNetwork ? Steps * Orders : 0);

    /// <summary>Whether any order puts back a neuron of layer <paramref name="layer"/>, beyond the first, at a step.</summary>
    public bool ArrivesAt(int layer, int step) => _arrives[Index(layer, step)];

    /// <summary><c>[orders]</c>.</summary>
    public ArrayView<Arrival> Arrivals(int step) => _arrivals.SubView((long)step * Orders, Orders);

    /// <summary>Of the moves into a layer at a step, <c>[orders]</c>, the most columns; 0 when no order moves there.</summary>
    public int MostColumns(int layer, int step) => _mostColumns[Index(layer, step)];

    /// <summary><c>[orders]</c>.</summary>
    public ArrayView<Move> Moves(int layer, int step) => _moves.SubView((long)Index(layer, step) * Orders, Orders);

    /// <summary>The weights into a layer, <c>[orders][inputs, outputs]</c>, or <c>[inputs, outputs]</c> for all.</summary>
    public ArrayView<float> Weights(int layer) => _weights[layer - FirstLayer - 1];

    /// <summary><c>[orders][outputs]</c>, or <c>[outputs]</c> for all.</summary>
    public ArrayView<float> Bias(int layer) => _biases[layer - FirstLayer - 1];

    private int Index(int layer, int step) => (step * _plans[0].Levels) + layer - FirstLayer - 1;

    private Arrival Arrival(OrderPlan plan, int order, int step)
    {
        var arrival = plan.Arrivals[step];
        var isFirst = arrival.Layer == FirstLayer;
        arrival.List = isFirst ? arrival.Row : FirstWidth + order;
        arrival.Count = isFirst ? arrival.Row : FirstWidth + (step * Orders) + order;
        return arrival;
    }

    private ArrayView<float> Permuted(Machine machine, DeviceMemory memory, DeviceNetwork network, int layer)
    {
        var source = network.Network.Layers[layer - 1];
        var arguments = new PermuteArguments
        {
            Source = network.Weights(layer),
            Target = memory.Allocate<float>((long)Orders * source.Weight.Length),
            RowsOf = memory.Upload(Positions(layer - 1, source.Inputs)),
            ColumnsOf = memory.Upload(Positions(layer, source.Outputs)),
            Rows = source.Inputs,
            Columns = source.Outputs,
        };
        machine.Kernels.Permute(arguments, Orders);
        return arguments.Target;
    }

    private float[] Bias(DeviceNetwork network, int layer)
    {
        var bias = network.Network.Layers[layer - 1].Bias;
        return [.. Positions(layer, bias.Length).Select(neuron => bias[neuron])];
    }

    /// <returns><c>[orders, width]</c>: position to neuron; logits keep their places.</returns>
    private int[] Positions(int layer, int width) =>
        [
            .. _plans.SelectMany(plan =>
                layer - FirstLayer < plan.Positions.Length ? plan.Positions[layer - FirstLayer] : Enumerable.Range(0, width)),
        ];
}
