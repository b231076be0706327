using Engine.Data;
using Engine.Pairs;

namespace Engine.Analysis.Streams;

/// <summary>Collects the symbols of streamed layers, whose pairs are then measured as those of a network.</summary>
/// <param name="options">Their quantizer is among the rules of the request.</param>
/// <param name="split">The samples' name in the tables.</param>
internal sealed class StreamedPairs(IStreamMeasurer measurer, StreamRequest request, PairOptions options, Split split)
{
    private readonly List<LayerMeasurement> _layers = [];

    /// <summary>All symbols are held at once, and packed: a byte each, and a bit for each symbol above 0.</summary>
    /// <exception cref="UserErrorException">They are more than there may be.</exception>
    public void RequireMemory(IReadOnlyList<StreamedOutputs> layers)
    {
        var neurons = layers.Sum(layer => (long)layer.Neurons);
        var needed = neurons * request.Labels.Length * (8 + (1L << options.Quantizer.Bits) - 1) / 8;
        if (options.IsOn && needed > request.Resources.Memory)
            throw new UserErrorException(
                $"pairs: {request.Labels.Length} symbols of {neurons} neurons under {options.Quantizer.Name} need "
                    + $"{(needed >> 20) + 1} MiB, --memory is {request.Resources.Memory >> 20}. Give more, or fewer layers or samples.");
    }

    /// <summary>One pass over the layer's outputs where pairs are asked for.</summary>
    public void Add(StreamedOutputs stream, LayerMeasurement measured, CancellationToken cancellation)
    {
        if (!options.IsOn)
            return;
        request.Note($"{stream.Name}: one more pass for the symbols of pairs");
        var quantized = measured.Quantized[request.Rules.IndexOf(options.Quantizer)];
        var codes = measurer.Codes(
            stream, 0, [.. quantized.Histograms.Select(neuron => neuron.Quantizer)], request, cancellation);
        _layers.Add(measured with { Quantized = [quantized with { Codes = codes }] });
    }

    public PairFindings Find(IProgress<string>? progress, ParallelOptions parallel)
    {
        if (_layers.Count == 0)
            return PairFindings.None;
        progress?.Report("measuring pairs");
        return PairFindings.Of(_layers, split, request.Labels, request.Classes, options, measurer.CountPairs, parallel);
    }
}
