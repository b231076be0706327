using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizes the outputs of a tile's neurons: by multiplication where edges lie evenly, else by comparing with every edge.</summary>
internal sealed unsafe class SymbolWriter : IDisposable
{
    /// <summary>Samples whose outputs are asked for before their turn: a row takes less time than memory.</summary>
    private const int Ahead = 3;

    private readonly int _edges;
    private readonly int _stride;
    private readonly AlignedBuffer _table;
    private readonly EvenEdges? _even;

    /// <summary>The outputs of the neurons that fill no group, and zeros.</summary>
    private readonly AlignedBuffer _rest = new(SymbolBlock.Lanes);

    public SymbolWriter(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers)
    {
        for (var i = 0; i < tile.Neurons; i++)
            _edges = Math.Max(_edges, quantizers[tile.FirstNeuron + i].Bins - 1);
        _stride = SymbolBlock.GroupsOf(tile.Neurons) * SymbolBlock.Lanes;
        _table = new AlignedBuffer((long)_edges * _stride);
        // A neuron with fewer edges has infinities, which no output exceeds.
        _table.Span.Fill(float.PositiveInfinity);
        for (var i = 0; i < tile.Neurons; i++)
        {
            var own = quantizers[tile.FirstNeuron + i].Edges;
            for (var edge = 0; edge < own.Length; edge++)
                _table.Pointer[(edge * _stride) + i] = own[edge];
        }
        _even = EvenEdges.TryCreate(quantizers, tile.FirstNeuron, tile.Neurons, _stride);
    }

    /// <summary>The most bins of a neuron.</summary>
    public int Bins => _edges + 1;

    public void Dispose()
    {
        _even?.Dispose();
        _table.Dispose();
        _rest.Dispose();
    }

    /// <param name="samples">Which of the tile's samples.</param>
    /// <returns>Whether an output was NaN.</returns>
    public bool Write(in HistogramTile tile, ReadOnlySpan<int> samples, SymbolBlock block)
    {
        var (whole, rest) = (tile.Neurons / SymbolBlock.Lanes, tile.Neurons % SymbolBlock.Lanes);
        var nan = false;
        fixed (byte* symbols = block.Symbols)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                var row = tile.Pointer(samples[i]);
                var ahead = tile.Pointer(samples[Math.Min(i + Ahead, samples.Length - 1)]);
                var target = symbols + (i * SymbolBlock.Lanes);
                Write(row, ahead, 0, whole, target, ref nan);
                if (rest == 0)
                    continue;
                new ReadOnlySpan<float>(row + (whole * SymbolBlock.Lanes), rest).CopyTo(_rest.Span);
                Write(_rest.Pointer, ahead + (whole * SymbolBlock.Lanes), whole, 1, target, ref nan);
            }
        }
        return nan;
    }

    /// <param name="row">The outputs from group <paramref name="first"/> on.</param>
    /// <param name="ahead">Those of a sample whose turn comes soon.</param>
    private void Write(float* row, float* ahead, int first, int groups, byte* target, ref bool nan)
    {
        var doubtful = _even?.Write(row, ahead, first, groups, target) ?? ((1ul << groups) - 1) << first;
        for (; doubtful != 0; doubtful &= doubtful - 1)
        {
            var group = BitOperations.TrailingZeroCount(doubtful);
            nan |= Compare(row + ((group - first) * SymbolBlock.Lanes), _table.Pointer + (group * SymbolBlock.Lanes), _edges, _stride, target + SymbolBlock.First(group));
        }
    }

    /// <summary>The number of edges that an output exceeds, of 32 neurons; every true comparison is -1.</summary>
    /// <returns>Whether an output was NaN.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Compare(float* row, float* table, int edges, int stride, byte* target)
    {
        var lanes = Vector256<float>.Count;
        Vector256<float> output0 = Vector256.Load(row), output1 = Vector256.Load(row + lanes);
        Vector256<float> output2 = Vector256.Load(row + (2 * lanes)), output3 = Vector256.Load(row + (3 * lanes));
        Vector256<int> symbol0 = Vector256<int>.Zero, symbol1 = symbol0, symbol2 = symbol0, symbol3 = symbol0;
        for (var edge = 0; edge < edges; edge++, table += stride)
        {
            symbol0 -= Vector256.GreaterThan(output0, Vector256.Load(table)).AsInt32();
            symbol1 -= Vector256.GreaterThan(output1, Vector256.Load(table + lanes)).AsInt32();
            symbol2 -= Vector256.GreaterThan(output2, Vector256.Load(table + (2 * lanes))).AsInt32();
            symbol3 -= Vector256.GreaterThan(output3, Vector256.Load(table + (3 * lanes))).AsInt32();
        }
        Symbols.Store(symbol0, symbol1, symbol2, symbol3, target);
        return Symbols.EqualThemselves(output0, output1, output2, output3).AsInt32() != Vector256<int>.AllBitsSet;
    }
}
