using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;

namespace Engine.Analysis;

/// <summary>From a layer's counts to the profiles of its neurons: the same for a network and for stored activations.</summary>
/// <param name="norms"><c>[neurons]</c>: of the weights into the next layer; NaN where they are not known.</param>
internal sealed class NeuronProfiles(LayerMeasurement layer, Activation activation, double[] norms)
{
    /// <param name="rule">The place of the quantizer among those that were counted with.</param>
    /// <param name="nulls"><c>[neurons]</c>: null without permutations.</param>
    public IEnumerable<NeuronProfile> Of(int rule, IReadOnlyList<PermutationResult>? nulls) => Enumerable.Range(0, layer.Neurons)
        .Select(neuron => Profile(neuron, layer.Quantized[rule].Histograms[neuron]) with { Null = nulls?[neuron] });

    /// <summary>Every neuron under fewer bins.</summary>
    public IEnumerable<BinnedNeuron> Coarser(int rule, Split split) => layer.Quantized[rule].Histograms.SelectMany((finest, neuron) =>
        BinSensitivity.Of(finest.Quantizer, finest.Counts, layer.Statistics[neuron])
            .Select(coarse => new BinnedNeuron(split, finest.Quantizer.Rule, Profile(neuron, coarse))));

    /// <summary>The profiles with the q-values that they have together.</summary>
    /// <param name="profiles">Of all neurons of all layers.</param>
    public static ImmutableArray<NeuronProfile> WithQValues(IReadOnlyList<NeuronProfile> profiles)
    {
        var q = BenjaminiHochberg.QValues([.. profiles.Select(MutualInformation.ChiSquaredP)]);
        return [.. profiles.Select((profile, i) => profile with { QValue = q[i] })];
    }

    /// <param name="resamples">0 for none.</param>
    /// <param name="set">Keeps the draws of a neuron under one quantizer apart from those under another.</param>
    public static ImmutableArray<NeuronProfile> WithIntervals(
        ImmutableArray<NeuronProfile> profiles, int resamples, ulong seed, int set, ParallelOptions parallel)
    {
        if (resamples == 0)
            return profiles;
        var settings = new BootstrapSettings(resamples, BootstrapSettings.DefaultLevel, seed);
        var intervals = new ConfidenceInterval[profiles.Length];
        Parallel.For(0, profiles.Length, parallel, i =>
        {
            var key = ((ulong)set << 56) | ((ulong)profiles[i].Id.Layer << 32) | (uint)profiles[i].Id.Neuron;
            intervals[i] = Bootstrap.MutualInformation(profiles[i].Histogram.Counts, settings, key);
        });
        return [.. profiles.Select((profile, i) => profile with { Interval = intervals[i] })];
    }

    /// <exception cref="InvalidOperationException">An invariant of a measure does not hold.</exception>
    private NeuronProfile Profile(int neuron, NeuronHistogram histogram)
    {
        var profile = new NeuronProfile(
            new NeuronId(layer.Layer, neuron), activation, histogram, layer.Statistics[neuron], norms[neuron]);
        KnownMeasures.Check(profile);
        return profile;
    }
}
