using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Streams;

/// <summary>Measures a layer whose outputs are streamed: one pass where the one-bit rule is all that is asked for, two where ranges must be
/// known first, and more where a rule needs a neuron's outputs sorted.</summary>
internal sealed class StreamMeasurer(
    StreamedOutputs stream, StreamRequest request, WorkerTeam team, VectorWidth width, CancellationToken cancellation)
{
    private readonly StreamPasses _passes = new(stream, request, team, width, cancellation);

    public StreamedLayer Run(int layer)
    {
        var (statistics, above) = StreamStatistics.Of(stream, request, team, cancellation);
        var activation = request.TakenAs(statistics);
        StreamFit.Require(stream, request, statistics);
        ImmutableArray<QuantizerRule> further = [.. request.Rules.Where(rule => rule.Kind != QuantizerKind.OneBit)];
        var quantizers = Fit(further, statistics, activation);
        var counts = further.IsEmpty ? [] : Count(quantizers);
        var quantized = request.Rules.Select(rule => further.IndexOf(rule) is var at and >= 0
            ? Quantized(rule, quantizers[at], counts[at])
            : Quantized(rule, OneBit(statistics, activation), above));
        return new StreamedLayer(new LayerMeasurement(layer, [.. statistics], [.. quantized]), activation);
    }

    private int[][][] Count(Quantizer[][] quantizers)
    {
        request.Note($"{stream.Name}: one more pass to count, now that the outputs' ranges are known");
        return _passes.Count(quantizers);
    }

    private static Quantizer[] OneBit(ActivationStatistics[] statistics, Activation activation) =>
        [.. statistics.Select(neuron => QuantizerFitting.FromRange(QuantizerRule.OneBit, activation, neuron.Min, neuron.Max))];

    private QuantizedLayer Quantized(QuantizerRule rule, Quantizer[] quantizers, int[][] counts) => new(
        rule,
        [
            .. quantizers.Select((quantizer, neuron) =>
                new NeuronHistogram(quantizer, new JointHistogram(quantizer.Bins, request.Classes, counts[neuron]))),
        ],
        Codes: null);

    /// <returns><c>[rules][neurons]</c>.</returns>
    private Quantizer[][] Fit(ImmutableArray<QuantizerRule> rules, ActivationStatistics[] statistics, Activation activation)
    {
        var fitted = rules.Select(_ => new Quantizer[statistics.Length]).ToArray();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            for (var neuron = 0; neuron < statistics.Length; neuron++)
            {
                if (!LayerQuantizers.NeedsOutputs(rules[rule], statistics[neuron]))
                    fitted[rule][neuron] = QuantizerFitting.FromRange(
                        rules[rule], activation, statistics[neuron].Min, statistics[neuron].Max);
            }
        }
        int[] open = [.. Enumerable.Range(0, statistics.Length).Where(neuron => fitted.Any(rule => rule[neuron] is null))];
        foreach (var strip in Strips(open))
            Fit(rules, fitted, strip, activation);
        return fitted;
    }

    private void Fit(ImmutableArray<QuantizerRule> rules, Quantizer?[][] fitted, int[] neurons, Activation activation)
    {
        var columns = _passes.Columns(neurons);
        team.Run(neurons.Length, column =>
        {
            for (var rule = 0; rule < rules.Length; rule++)
                fitted[rule][neurons[column]] ??= QuantizerFitting.Fit(rules[rule], activation, columns[column]);
        });
    }

    /// <summary>As many neurons at a time as half the memory holds the outputs of, and one at least; what is sorted is a copy.</summary>
    private int[][] Strips(int[] neurons)
    {
        var together = Math.Max(1, (request.Resources.Memory / 2 / ((long)stream.Samples * sizeof(float))) - team.Size);
        var strips = neurons.Chunk((int)Math.Min(together, int.MaxValue)).ToArray();
        if (strips.Length > 0)
            request.Note(
                $"{stream.Name}: the outputs of {neurons.Length} neurons must be sorted, {strips[0].Length} at a time: "
                    + $"{strips.Length} more {(strips.Length == 1 ? "pass" : "passes")} over the file; a larger --memory makes them fewer");
        return strips;
    }
}
