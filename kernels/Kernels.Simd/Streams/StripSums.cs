using Engine;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;
using Kernels.Simd.Histograms;

namespace Kernels.Simd.Streams;

/// <summary>Statistics and two-bin counts of a strip of neurons, fed with all samples in order: small pieces of a block are widened into
/// the nearest cache, and looked at there.</summary>
/// <param name="first">The strip's first neuron.</param>
/// <param name="edge">Of the one-bit rule.</param>
internal sealed unsafe class StripSums<TLanes, TVector>(
    StreamedOutputs stream, StreamRequest request, int first, int neurons, float edge, bool counts) : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Elements of a piece.</summary>
    private const int Piece = 1 << 13;

    private readonly AlignedBuffer _piece = new(Math.Max(Piece, neurons));
    private readonly AlignedBuffer _edges = Edges(neurons, edge);
    private ThresholdSums<TLanes, TVector>? _above;
    private long _counted;
    private ActivationAccumulator? _whole;
    private ActivationAccumulator _chunk = New(neurons, request, edge);

    /// <summary><c>[neurons of the strip][2, classes]</c>; empty where they are not counted.</summary>
    public int[][] Counts { get; } = counts ? [.. Enumerable.Range(0, neurons).Select(_ => new int[2 * request.Classes])] : [];

    /// <exception cref="UserErrorException">An output is not finite.</exception>
    public void Add(StreamBlock block)
    {
        var (size, rows) = (stream.Element.Bytes(), Math.Max(1, Piece / neurons));
        for (int row = 0, count; row < block.Rows; row += count)
        {
            var sample = block.FirstSample + row;
            count = Math.Min(Math.Min(rows, block.Rows - row), LayerChunks.RoomAt(sample));
            if (!Widen(block.Elements + ((((long)row * stream.Neurons) + first) * size), count))
                throw FirstFault(sample, count);
            Look(sample, count);
        }
    }

    /// <returns><c>[neurons of the strip]</c>.</returns>
    public ActivationStatistics[] Results()
    {
        CloseChunk();
        FlushCounts();
        return _whole!.Results();
    }

    public void Dispose()
    {
        _above?.Dispose();
        _piece.Dispose();
        _edges.Dispose();
    }

    private static ActivationAccumulator New(int neurons, StreamRequest request, float edge) => new(neurons, request.Classes, edge);

    private static AlignedBuffer Edges(int neurons, float edge)
    {
        var edges = new AlignedBuffer(neurons);
        edges.Span.Fill(edge);
        return edges;
    }

    /// <param name="elements">The strip's of the first row.</param>
    /// <returns>Whether all are finite.</returns>
    private bool Widen(byte* elements, int rows)
    {
        var (finite, size) = (true, stream.Element.Bytes());
        for (var row = 0; row < rows; row++, elements += (long)stream.Neurons * size)
            finite &= stream.Element.Widen(
                new ReadOnlySpan<byte>(elements, neurons * size), new Span<float>(_piece.Pointer + ((long)row * neurons), neurons));
        return finite;
    }

    private void Look(int sample, int rows)
    {
        var labels = request.Labels.Slice(sample, rows);
        if (sample % LayerChunks.Samples == 0 && sample > 0)
            CloseChunk();
        _chunk.Add(new ReadOnlySpan<float>(_piece.Pointer, rows * neurons), labels.Span);
        if (Counts.Length == 0)
            return;
        if (_counted + rows > ThresholdSums<TLanes, TVector>.MostSamples)
            FlushCounts();
        _above ??= new ThresholdSums<TLanes, TVector>(neurons, request.Classes);
        _above.Add(new HistogramTile(_piece.Pointer, neurons, labels, request.Classes, first, neurons), _edges.Pointer);
        _counted += rows;
    }

    /// <summary>The sums are cut where those of a layer in memory are.</summary>
    private void CloseChunk()
    {
        if (_whole is null)
            _whole = _chunk;
        else
            _whole.Append(_chunk);
        _chunk = New(neurons, request, edge);
    }

    private void FlushCounts()
    {
        for (var neuron = 0; neuron < Counts.Length && _above is not null; neuron++)
            _above.AddTo(Counts[neuron], neuron);
        _above?.Dispose();
        (_above, _counted) = (null, 0);
    }

    private UserErrorException FirstFault(int sample, int rows)
    {
        var at = new ReadOnlySpan<float>(_piece.Pointer, rows * neurons).FirstNotFinite();
        return stream.NotFinite(sample + (at / neurons), first + (at % neurons), _piece.Pointer[at]);
    }
}
