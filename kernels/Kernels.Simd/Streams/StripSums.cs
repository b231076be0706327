using Engine;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Streams;

/// <summary>Statistics and two-bin counts of a strip of neurons, fed with all samples in order: small pieces of a block are copied into
/// the nearest cache, and looked at there.</summary>
/// <param name="first">The strip's first neuron.</param>
/// <param name="edge">Of the one-bit rule.</param>
internal sealed unsafe class StripSums(StreamedOutputs stream, StreamRequest request, int first, int neurons, float edge) : IDisposable
{
    /// <summary>Bytes of a piece.</summary>
    private const int Piece = 1 << 14;

    private readonly ActivationSums _whole = new(neurons, request.Classes, edge);
    private readonly ChunkSums _chunk = new(neurons, request.Classes, edge);
    private readonly int _rowBytes = ChunkSums.Padded(neurons) * stream.Element.Bytes();
    private readonly AlignedBuffer _piece = new(Rows(stream, neurons) * (long)ChunkSums.Padded(neurons));

    /// <summary><c>[neurons of the strip][2, classes]</c>: outputs at or below the edge, and above it.</summary>
    public int[][] Counts { get; } = [.. Enumerable.Range(0, neurons).Select(_ => new int[2 * request.Classes])];

    /// <exception cref="UserErrorException">An output is not finite.</exception>
    public void Add(StreamBlock block)
    {
        var (size, rows) = (stream.Element.Bytes(), Rows(stream, neurons));
        for (int row = 0, count; row < block.Rows; row += count)
        {
            var sample = block.FirstSample + row;
            count = Math.Min(Math.Min(rows, block.Rows - row), LayerChunks.RoomAt(sample));
            if (!Copy(block.Elements + ((((long)row * stream.Neurons) + first) * size), count))
                throw FirstFault(sample, count);
            // The sums are cut where those of a layer in memory are.
            if (sample % LayerChunks.Samples == 0)
                CloseChunk();
            _chunk.Add(stream.Element, (byte*)_piece.Pointer, _rowBytes, request.Labels.Span.Slice(sample, count));
        }
    }

    /// <returns><c>[neurons of the strip]</c>.</returns>
    public ActivationStatistics[] Results()
    {
        CloseChunk();
        return _whole.Results();
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _piece.Dispose();
    }

    private static int Rows(StreamedOutputs stream, int neurons) =>
        Math.Max(1, Piece / (ChunkSums.Padded(neurons) * stream.Element.Bytes()));

    /// <param name="elements">The strip's of the first row.</param>
    /// <returns>Whether all are finite.</returns>
    private bool Copy(byte* elements, int rows)
    {
        var (finite, bytes) = (true, neurons * stream.Element.Bytes());
        var target = (byte*)_piece.Pointer;
        var stride = (long)stream.Neurons * stream.Element.Bytes();
        for (var row = 0; row < rows; row++, elements += stride, target += _rowBytes)
        {
            Prefetch.Lines(new ReadOnlySpan<byte>(elements + (rows * stride), bytes));
            finite &= stream.Element.Copy(new ReadOnlySpan<byte>(elements, bytes), new Span<byte>(target, bytes));
        }
        return finite;
    }

    private void CloseChunk()
    {
        if (_chunk.Samples > 0)
            _whole.Append(_chunk.Take(Counts));
    }

    private UserErrorException FirstFault(int sample, int rows)
    {
        var values = new float[neurons];
        for (var row = 0; row < rows; row++)
        {
            var elements = new ReadOnlySpan<byte>((byte*)_piece.Pointer + ((long)row * _rowBytes), neurons * stream.Element.Bytes());
            if (stream.Element.Widen(elements, values))
                continue;
            var at = new ReadOnlySpan<float>(values).FirstNotFinite();
            return stream.NotFinite(sample + row, first + at, values[at]);
        }
        throw new InvalidOperationException("a piece with an output that is not finite has none");
    }
}
