using System.Collections.Immutable;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Ablation.Sets;

/// <summary>The pairs of a set and a sample whose scores are recomputed by a full forward pass in float64: a function of the request's
/// seed.</summary>
public sealed class SetChecks
{
    // The curves' checks have indices of a layer and an order, which do not reach so high.
    private const ulong Index = 1UL << 63;

    private readonly Network _network;
    private readonly SetRequest _request;
    private readonly ILookup<int, int> _samples;

    /// <param name="network">As for inference: folded and flushed.</param>
    /// <exception cref="UserErrorException">The data does not fit the network, or holds no sample.</exception>
    /// <exception cref="ArgumentException">The network has no hidden layer, or a set has a neuron that the network has not, or one
    /// twice.</exception>
    public SetChecks(Network network, SetRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (_network, _request, Sets) = (network, request, request.RequireFit(network));
        var random = new RandomStream(request.Seed, RandomPurpose.CheckStep, Index);
        _samples = Enumerable.Range(0, Sets.Length == 0 ? 0 : request.Checks)
            .Select(_ => (Set: random.NextInt(Sets.Length), Sample: random.NextInt(request.Data.Samples)))
            .ToLookup(pair => pair.Set, pair => pair.Sample);
    }

    /// <summary>The request's sets, in their order.</summary>
    public ImmutableArray<RemovedNeurons> Sets { get; }

    /// <summary>The checked samples of a set among <paramref name="count"/> from <paramref name="first"/> on.</summary>
    public IEnumerable<int> Of(int set, int first, int count) => _samples[set].Where(sample => sample >= first && sample - first < count);

    /// <summary>Compares a score with that of a float64 forward pass. Threads may call it together.</summary>
    /// <exception cref="InvalidOperationException">The prediction or the loss differs by more than rounding explains.</exception>
    public void Verify(int set, int sample, SampleScore found)
    {
        var check = new ScoreCheck(_network, _request.Data, _request.Replaced);
        if (check.Difference(sample, Sets[set].Mask(_network.Shape.Hidden), found) is { } difference)
            throw ScoreCheck.Failure(
                $"a set of {Sets[set].Count} neurons from layer {Sets[set].FirstLayer} on removed, sample {sample}", difference);
    }
}
