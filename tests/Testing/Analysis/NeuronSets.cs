using System.Collections.Concurrent;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Networks;
using Engine.Randomness;

namespace Testing.Analysis;

/// <summary>Sets of a network's hidden neurons.</summary>
internal static class NeuronSets
{
    /// <summary>Every neuron alone, every layer, everything, nothing, and ten drawn over all layers.</summary>
    public static List<NeuronId[]> Of(NetworkShape shape)
    {
        var ids = AblationScope.Network.Neurons(shape).ToArray();
        List<NeuronId[]> sets =
            [.. ids.Select(id => new[] { id }), .. ids.GroupBy(id => id.Layer).Select(layer => layer.ToArray()), ids, []];
        var random = new RandomStream(5, RandomPurpose.Subsample);
        for (var i = 0; i < 10; i++)
            sets.Add([.. random.Permutation(ids.Length).Take(1 + random.NextInt(ids.Length)).Select(place => ids[place])]);
        return sets;
    }
}

/// <summary>The reference's findings of a case, computed once for all devices: a pure function of the case and the kind of
/// replacement.</summary>
internal static class ReferenceSets
{
    private static readonly ConcurrentDictionary<(AblationCase Case, Replacement Kind), Lazy<SetFindings>> Known = new();

    public static SetFindings Of(AblationCase which, SetRequest request) => Known.GetOrAdd(
        (which, request.Replaced.Kind),
        key => new(() => new ReferenceAblation(key.Case.Network).Remove(request, TestContext.Current.CancellationToken))).Value;
}
