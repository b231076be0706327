using Engine.Ablation;
using Engine.Networks;

namespace Kernels.Simd.Ablation;

/// <summary>Makes the plans of a scope's orders, in groups whose weights fit a memory budget.</summary>
internal sealed class PlanFactory : IDisposable
{
    private readonly Network _network;
    private readonly AblationScope _scope;
    private readonly int[] _widths;
    private readonly Transition[] _shared = [];

    public PlanFactory(Network network, AblationScope scope)
    {
        (_network, _scope) = (network, scope);
        _widths = [.. network.Shape.Hidden];
        if (scope.IsNetwork)
            return;
        var identity = _widths.Skip(scope.Layer - 1).Select(width => Enumerable.Range(0, width).ToArray()).ToArray();
        _shared = OrderPlan.Transitions(network, scope.Layer, identity);
    }

    /// <summary>Plans for the orders from <paramref name="first"/> on: one at least, and no more than fit <paramref name="memory"/>
    /// bytes.</summary>
    public OrderPlan[] Next(IReadOnlyList<AblationOrder> orders, int first, long memory)
    {
        var rest = orders.Skip(first);
        if (!_scope.IsNetwork)
            return [.. rest.Select(order => OrderPlan.ForLayer(order, _scope.Layer, _shared, _widths))];
        var count = (int)Math.Max(1, Math.Min(orders.Count - first, memory / BytesOfPlan()));
        return [.. rest.Take(count).Select(order => OrderPlan.ForNetwork(order, _network))];
    }

    public void Dispose()
    {
        foreach (var transition in _shared)
            transition.Dispose();
    }

    private long BytesOfPlan() => Enumerable.Range(1, _network.HiddenLayers)
        .Sum(layer => Transition.Bytes(_network.Shape.Width(layer), _network.Shape.Width(layer + 1)));
}
