using System.Collections.Immutable;
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
            {
                var profiles = Profiles(layers, rule, data[split], cancellation);
                sets.Add(
                    new ProfileSet(
                        split, options.Quantizers[rule],
                        NeuronProfiles.WithIntervals(profiles, options.Resamples, seed, sets.Count, Parallelism(cancellation))));
            }
            foreach (var finest in options.Sensitivity)
                _binned.AddRange(layers.SelectMany(layer => Of(layer).Coarser(options.Counted.IndexOf(finest), split)));
        }
        return sets;
    }

    private ImmutableArray<NeuronProfile> Profiles(
        IReadOnlyList<LayerMeasurement> layers, int rule, LabelledData data, CancellationToken cancellation) =>
        NeuronProfiles.WithQValues([.. layers.SelectMany(layer => Layer(layer, rule, data, cancellation))]);

    private IEnumerable<NeuronProfile> Layer(LayerMeasurement layer, int rule, LabelledData data, CancellationToken cancellation)
    {
        var nulls = layer.Quantized[rule].Codes is { } codes
            ? PermutationNull.Estimate(
                codes, data.Labels, data.Classes, new PermutationSettings(options.Permutations, seed), Parallelism(cancellation))
            : null;
        return Of(layer).Of(rule, nulls);
    }

    private NeuronProfiles Of(LayerMeasurement layer) =>
        new(layer, session.Network.ActivationOf(layer.Layer), session.Network.OutgoingNorms(layer.Layer));

    private ParallelOptions Parallelism(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
}
