using Engine.Ablation;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Orders of a scope's neurons.</summary>
internal static class ScopeOrders
{
    /// <summary>By number, the reverse of it, and two random orders.</summary>
    public static AblationOrder[] Of(AblationScope scope, NetworkShape shape, ulong seed)
    {
        NeuronId[] ids = [.. scope.Neurons(shape)];
        return
        [
            new AblationOrder("number", AblationDirection.Ascending, 0, ids),
            new AblationOrder("number", AblationDirection.Descending, 0, [.. ids.Reverse()]),
            Random(scope, ids, seed, 0),
            Random(scope, ids, seed, 1),
        ];
    }

    public static AblationOrder Random(AblationScope scope, NeuronId[] ids, ulong seed, int repetition) => new(
        RandomOrders.Name,
        AblationDirection.Random,
        repetition,
        [.. RandomOrders.Order(seed, scope, repetition, ids.Length).Select(position => ids[position])]);
}
