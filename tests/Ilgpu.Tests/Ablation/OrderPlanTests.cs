using Engine.Ablation;
using Engine.Networks;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Ablation;

/// <summary>By hand, on a network with hidden layers of 3 and 2 neurons and 4 classes.</summary>
public class OrderPlanTests
{
    private static readonly NetworkShape Shape = new(5, [3, 2], 4, Activation.Relu, false);

    [Fact]
    public void In_a_layer_rows_come_back_and_all_that_follows_is_computed_anew()
    {
        var plan = new OrderPlan(Shape, new AblationScope(1), Order([new(1, 2), new(1, 0), new(1, 1)]));
        Assert.Equal((1, 2, 4), (plan.FirstLayer, plan.Levels, plan.Steps));
        // Nothing of layer 1 is there: layer 2 is its biases; both its neurons feed the logits.
        Assert.Equal(new Move { Columns = 2 }, plan.MoveInto(2, 3));
        Assert.Equal(new Move { To = 2, Columns = 4 }, plan.MoveInto(3, 3));
        // Neuron 1 was removed last.
        Assert.Equal((1, 1), (plan.Arrivals[2].Layer, plan.Arrivals[2].Row));
        Assert.Equal(new Move { From = 1, To = 2, Columns = 2, Continues = 1 }, plan.MoveInto(2, 2));
        Assert.Equal(new Move { To = 2, Columns = 4 }, plan.MoveInto(3, 2));
        Assert.Equal(2, plan.Arrivals[0].Row);
    }

    [Fact]
    public void In_the_network_the_present_neurons_lead_in_the_order_of_their_arrival()
    {
        var plan = new OrderPlan(Shape, AblationScope.Network, Order([new(2, 0), new(1, 2), new(1, 0), new(2, 1), new(1, 1)]));
        Assert.Equal([[0, 1, 2], [1, 0]], plan.Positions);
        // Back come neuron 1 of layer 1, then neuron 1 of layer 2, which sees one neuron, 0 and 2 of layer 1, and neuron 0 of layer 2.
        Assert.Equal([2, 1, 1, 2, 1, 0], plan.Arrivals.Select(arrival => arrival.Layer));
        Assert.Equal([1, 2, 0, 0, 1, 0], plan.Arrivals.Select(arrival => arrival.Row));
        Assert.Equal([3, 1], new[] { plan.Arrivals[0].Present, plan.Arrivals[3].Present });
        // Layer 2's sums grow for all its neurons, present or not; the logits see one of them.
        Assert.Equal(new Move { From = 0, To = 1, Columns = 2, Continues = 1 }, plan.MoveInto(2, 2));
        Assert.Equal(new Move { To = 1, Columns = 4 }, plan.MoveInto(3, 2));
        // A neuron of layer 2 changes nothing in layer 2.
        Assert.Equal(0, plan.MoveInto(2, 3).Columns);
        Assert.Equal(new Move { From = 0, To = 1, Columns = 4, Continues = 1 }, plan.MoveInto(3, 3));
    }

    private static AblationOrder Order(NeuronId[] removed) => new("by hand", AblationDirection.Ascending, 0, removed);
}
