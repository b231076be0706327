using Engine;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;
using Kernels.Simd.Histograms;

namespace Kernels.Simd.Streams;

/// <summary>The further passes over a stream, which some rules need; that all outputs are finite is known by then.</summary>
internal sealed unsafe class StreamPasses(
    StreamedOutputs stream, StreamRequest request, WorkerTeam team, VectorWidth width, CancellationToken cancellation)
{
    /// <summary>Bytes of a block.</summary>
    private const long Block = 16 << 20;

    /// <summary>The outputs of some neurons, <c>[neurons][samples]</c>.</summary>
    public float[][] Columns(IReadOnlyList<int> neurons)
    {
        float[][] columns = [.. neurons.Select(_ => new float[stream.Samples])];
        Scan(request.Resources.Memory / 4, (outputs, block) => team.Run(columns.Length, column =>
        {
            var target = columns[column].AsSpan(block.FirstSample, block.Rows);
            var at = outputs + neurons[column];
            for (var row = 0; row < target.Length; row++, at += stream.Neurons)
                target[row] = *at;
        }));
        return columns;
    }

    /// <summary>The joint histograms under several sets of quantizers at once.</summary>
    /// <param name="rules"><c>[rules][neurons]</c>.</param>
    /// <returns><c>[rules][neurons][bins, classes]</c>.</returns>
    public int[][][] Count(Quantizer[][] rules)
    {
        int[][][] counts =
            [.. rules.Select(quantizers => quantizers.Select(quantizer => new int[quantizer.Bins * request.Classes]).ToArray())];
        Scan(request.Resources.Memory / 2, (outputs, block) =>
        {
            var labels = request.Labels.Slice(block.FirstSample, block.Rows);
            for (var rule = 0; rule < rules.Length; rule++)
                Add(counts[rule], JointHistogramCounter.Count(outputs, labels, request.Classes, rules[rule], team, width));
        });
        return counts;
    }

    /// <summary>The symbols of neurons from <paramref name="first"/> on, <c>[neurons][samples]</c>.</summary>
    public byte[][] Symbols(int first, IReadOnlyList<Quantizer> quantizers)
    {
        byte[][] symbols = [.. quantizers.Select(_ => new byte[stream.Samples])];
        Scan(request.Resources.Memory / 4, (outputs, block) => team.Run(symbols.Length, neuron =>
        {
            var target = symbols[neuron].AsSpan(block.FirstSample, block.Rows);
            var at = outputs + first + neuron;
            for (var row = 0; row < target.Length; row++, at += stream.Neurons)
                target[row] = (byte)quantizers[neuron].BinOf(*at);
        }));
        return symbols;
    }

    private static void Add(int[][] counts, int[][] further)
    {
        for (var neuron = 0; neuron < counts.Length; neuron++)
        {
            for (var cell = 0; cell < counts[neuron].Length; cell++)
                counts[neuron][cell] += further[neuron][cell];
        }
    }

    /// <param name="memory">For blocks and their outputs.</param>
    /// <param name="body">Takes outputs <c>[rows, neurons]</c>.</param>
    private void Scan(long memory, BlockBody body)
    {
        var size = stream.Element.Bytes();
        // Two blocks as they are read, and one as float32.
        var scan = new BlockScan(stream, memory * 2 * size / ((2 * size) + sizeof(float)), Block);
        using var outputs = new AlignedBuffer((long)scan.Rows * stream.Neurons);
        scan.Run(
            block =>
            {
                team.Run(block.Rows, row =>
                {
                    var elements = block.Elements + ((long)row * stream.Neurons * size);
                    var values = new Span<float>(outputs.Pointer + ((long)row * stream.Neurons), stream.Neurons);
                    if (!stream.Element.Widen(new ReadOnlySpan<byte>(elements, stream.Neurons * size), values))
                        throw Changed();
                });
                body(outputs.Pointer, block);
            },
            cancellation);
    }

    private UserErrorException Changed() =>
        new($"{stream.Name} was changed while it was measured: an output is not finite that was. Measure it again when it is whole.");

    private delegate void BlockBody(float* outputs, StreamBlock block);
}
