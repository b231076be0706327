using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;
using Engine.Pairs;

namespace Engine.Analysis.Streams;

/// <summary>Makes the profile of every neuron of layers whose outputs are streamed.</summary>
/// <param name="split">The samples' name in the tables.</param>
/// <param name="seed">Permutes labels and draws resamples.</param>
public sealed class StreamProfiler(
    IStreamMeasurer measurer, StreamRequest request, MeasureOptions options, Split split, ulong seed)
{
    private readonly List<BinnedNeuron> _binned = [];

    private int Samples => request.Labels.Length;

    /// <summary>Their quantizer must be among the rules of the request.</summary>
    public PairOptions Pairs { get; init; } = new();

    /// <param name="layers">First to last.</param>
    /// <param name="progress">Told of each layer as it begins.</param>
    /// <exception cref="UserErrorException">Outputs are not finite or cannot be read, a quantizer does not fit them, or permutations or
    /// pairs need more memory than there may be.</exception>
    public NetworkFindings Run(
        IReadOnlyList<StreamedOutputs> layers, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layers);
        RequireMemory();
        var pairs = new StreamedPairs(measurer, request, Pairs, split);
        pairs.RequireMemory(layers);
        _binned.Clear();
        var profiles = options.Quantizers.Select(_ => new List<NeuronProfile>()).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Resources.Threads, CancellationToken = cancellation };
        for (var layer = 0; layer < layers.Count; layer++)
        {
            progress?.Report($"measuring layer {layer + 1} of {layers.Count}, {layers[layer].Name}");
            var measured = measurer.Measure(layers[layer], layer + 1, request, cancellation);
            var made = new NeuronProfiles(
                measured.Measurement, measured.Activation, [.. Enumerable.Repeat(double.NaN, layers[layer].Neurons)]);
            for (var rule = 0; rule < profiles.Length; rule++)
                profiles[rule].AddRange(made.Of(rule, Nulls(layers[layer], measured.Measurement.Quantized[rule], parallel)));
            foreach (var finest in options.Sensitivity)
                _binned.AddRange(made.Coarser(request.Rules.IndexOf(finest), split));
            pairs.Add(layers[layer], measured.Measurement, cancellation);
        }
        return new NetworkFindings([.. profiles.Select((own, rule) => Set(own, rule, parallel))], [], [], [])
        {
            Binned = [.. _binned],
            Pairs = pairs.Find(progress, parallel),
        };
    }

    private ProfileSet Set(List<NeuronProfile> profiles, int rule, ParallelOptions parallel) => new(
        split, options.Quantizers[rule],
        NeuronProfiles.WithIntervals(NeuronProfiles.WithQValues(profiles), options.Resamples, seed, rule, parallel));

    /// <summary>Permutation tests look at all symbols again and again: as many neurons at a time as fit memory, a pass for each lot.
    /// </summary>
    private ImmutableArray<PermutationResult>? Nulls(StreamedOutputs stream, QuantizedLayer layer, ParallelOptions parallel)
    {
        if (options.Permutations == 0)
            return null;
        var together = (int)Math.Clamp((request.Resources.Memory - PermutedBytes) / 2 / Samples, 1, stream.Neurons);
        var passes = (stream.Neurons + together - 1) / together;
        request.Note($"{stream.Name}: permutation tests look at {together} neurons at a time: {passes} more "
            + $"{(passes == 1 ? "pass" : "passes")} over the file");
        var results = ImmutableArray.CreateBuilder<PermutationResult>(stream.Neurons);
        for (var first = 0; first < stream.Neurons; first += together)
        {
            Quantizer[] quantizers = [.. layer.Histograms.Skip(first).Take(together).Select(histogram => histogram.Quantizer)];
            var codes = measurer.Codes(stream, first, quantizers, request, parallel.CancellationToken);
            results.AddRange(PermutationNull.Estimate(
                codes, request.Labels.Span, request.Classes, new PermutationSettings(options.Permutations, seed), parallel));
        }
        return results.MoveToImmutable();
    }

    /// <summary>Bytes of the permuted labels: one for each sample and, for each class, a bit.</summary>
    private long PermutedBytes => options.Permutations * ((long)Samples + ((long)Samples * request.Classes / 8));

    private void RequireMemory()
    {
        // One neuron's symbols, and the copies that each thread makes of sixteen.
        var least = PermutedBytes + ((1L + (16 * request.Resources.Threads)) * Samples);
        if (options.Permutations > 0 && least > request.Resources.Memory)
            throw new UserErrorException(
                $"{options.Permutations} permutations of {Samples} labels of {request.Classes} classes need {(least >> 20) + 1} MiB, "
                    + $"--memory is {request.Resources.Memory >> 20}. Give more, or fewer measures.permutations.");
    }
}
