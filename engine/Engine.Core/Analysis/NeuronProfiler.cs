using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Data;
using Engine.Measures;

namespace Engine.Analysis;

/// <summary>Makes the profile of every neuron from a device's counts.</summary>
public sealed class NeuronProfiler(IAnalysisSession session, MeasureOptions options, ulong seed, int threads)
{
    private readonly List<BinnedNeuron> _binned = [];

    /// <summary>After <see cref="Run"/>: every neuron under every number of bins of the quantizers of which that was asked.</summary>
    public IReadOnlyList<BinnedNeuron> Binned => _binned;

    /// <returns>One set for each split and quantizer.</returns>
    /// <exception cref="UserErrorException">A split has no samples, or a quantizer does not fit the activation.</exception>
    public IReadOnlyList<ProfileSet> Run(DataSplits data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (session.Network.HiddenLayers == 0)
            return [];
        var sets = new List<ProfileSet>();
        _binned.Clear();
        foreach (var split in options.Splits)
        {
            if (data[split].Samples == 0)
                throw new UserErrorException(
                    $"measures.split is {split.NameOf()}, which has no samples; set training.validation above 0 or choose another split");
            var layers = session.Measure(data[split], options.Counted, options.Permutations > 0, cancellation);
            for (var rule = 0; rule < options.Quantizers.Length; rule++)
                sets.Add(
                    new ProfileSet(
                        split, options.Quantizers[rule],
                        WithIntervals(Profiles(layers, rule, data[split], cancellation), sets.Count, cancellation)));
            foreach (var finest in options.Sensitivity)
                _binned.AddRange(layers.SelectMany(layer => Coarser(layer, options.Counted.IndexOf(finest), split)));
        }
        return sets;
    }

    private ImmutableArray<NeuronProfile> Profiles(
        IReadOnlyList<LayerMeasurement> layers, int rule, LabelledData data, CancellationToken cancellation)
    {
        var profiles = layers.SelectMany(layer => Layer(layer, rule, data, cancellation)).ToArray();
        var q = BenjaminiHochberg.QValues([.. profiles.Select(MutualInformation.ChiSquaredP)]);
        return [.. profiles.Select((profile, i) => profile with { QValue = q[i] })];
    }

    private IEnumerable<NeuronProfile> Layer(LayerMeasurement layer, int rule, LabelledData data, CancellationToken cancellation)
    {
        var quantized = layer.Quantized[rule];
        var norms = session.Network.OutgoingNorms(layer.Layer);
        var nulls = quantized.Codes is { } codes
            ? PermutationNull.Estimate(
                codes, data.Labels, data.Classes, new PermutationSettings(options.Permutations, seed),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation })
            : null;
        return Enumerable.Range(0, layer.Neurons)
            .Select(neuron => Profile(layer, neuron, quantized.Histograms[neuron], norms) with { Null = nulls?[neuron] });
    }

    /// <exception cref="InvalidOperationException">An invariant of a measure does not hold.</exception>
    private NeuronProfile Profile(LayerMeasurement layer, int neuron, NeuronHistogram histogram, double[] norms)
    {
        var (id, activation) = (new NeuronId(layer.Layer, neuron), session.Network.ActivationOf(layer.Layer));
        var profile = new NeuronProfile(id, activation, histogram, layer.Statistics[neuron], norms[neuron]);
        KnownMeasures.Check(profile);
        return profile;
    }

    /// <param name="set">Keeps the draws of a neuron under one quantizer apart from those under another.</param>
    private ImmutableArray<NeuronProfile> WithIntervals(ImmutableArray<NeuronProfile> profiles, int set, CancellationToken cancellation)
    {
        if (options.Resamples == 0)
            return profiles;
        var settings = new BootstrapSettings(options.Resamples, BootstrapSettings.DefaultLevel, seed);
        var intervals = new ConfidenceInterval[profiles.Length];
        Parallel.For(0, profiles.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            var key = ((ulong)set << 56) | ((ulong)profiles[i].Id.Layer << 32) | (uint)profiles[i].Id.Neuron;
            intervals[i] = Bootstrap.MutualInformation(profiles[i].Histogram.Counts, settings, key);
        });
        return [.. profiles.Select((profile, i) => profile with { Interval = intervals[i] })];
    }

    private IEnumerable<BinnedNeuron> Coarser(LayerMeasurement layer, int rule, Split split)
    {
        var norms = session.Network.OutgoingNorms(layer.Layer);
        return layer.Quantized[rule].Histograms.SelectMany((finest, neuron) =>
            BinSensitivity.Of(finest.Quantizer, finest.Counts, layer.Statistics[neuron])
                .Select(coarse => new BinnedNeuron(split, finest.Quantizer.Rule, Profile(layer, neuron, coarse, norms))));
    }
}
