using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizes the outputs of a strip of neurons: by multiplication where edges lie evenly, else by comparing with every
/// edge.</summary>
internal sealed unsafe class SymbolWriter : IDisposable
{
    /// <summary>Samples whose outputs are asked for before their turn: a row takes less time than memory.</summary>
    private const int Ahead = 3;

    private readonly int _edges;
    private readonly AlignedBuffer _table;
    private readonly EvenEdges _even;

    /// <param name="bins">The most bins of a neuron.</param>
    public SymbolWriter(HistogramTile strip, IReadOnlyList<Quantizer> quantizers, int bins, WorkerTeam team)
    {
        var groups = SymbolBlock.GroupsOf(strip.Neurons);
        _edges = bins - 1;
        _table = new AlignedBuffer((long)groups * _edges * SymbolBlock.Lanes);
        _even = new EvenEdges(groups * SymbolBlock.Lanes);
        team.Run(groups, group =>
        {
            // Edges are infinite where the last group has no neuron and where a neuron has fewer edges than others.
            new Span<float>(Edges(group), _edges * SymbolBlock.Lanes).Fill(float.PositiveInfinity);
            for (var lane = 0; lane < SymbolBlock.Lanes; lane++)
            {
                var neuron = (group * SymbolBlock.Lanes) + lane;
                var own = neuron < strip.Neurons ? quantizers[strip.FirstNeuron + neuron].Edges : [];
                _even.Set(neuron, own);
                for (var edge = 0; edge < own.Length; edge++)
                    Edges(group)[(edge * SymbolBlock.Lanes) + lane] = own[edge];
            }
        });
    }

    public void Dispose()
    {
        _even.Dispose();
        _table.Dispose();
    }

    /// <param name="part">Some samples of the strip.</param>
    /// <param name="places">Where the symbols of each sample go.</param>
    /// <param name="first">The group of neurons to begin with.</param>
    /// <returns>Whether an output was NaN.</returns>
    public bool Write(in HistogramTile part, ReadOnlySpan<int> places, int first, int groups, SymbolBlock block)
    {
        var neuron = first * SymbolBlock.Lanes;
        var whole = Math.Min(groups, (part.Neurons - neuron) / SymbolBlock.Lanes);
        var rest = stackalloc float[SymbolBlock.Lanes];
        var restLength = whole < groups ? part.Neurons - neuron - (whole * SymbolBlock.Lanes) : 0;
        new Span<float>(rest, SymbolBlock.Lanes).Clear();
        var nan = false;
        for (var sample = 0; sample < places.Length; sample++)
        {
            float* row = part.Pointer(sample) + neuron, ahead = part.Pointer(Math.Min(sample + Ahead, places.Length - 1)) + neuron;
            nan |= Write(row, ahead, first, whole, block, 0, places[sample]);
            if (whole == groups)
                continue;
            new ReadOnlySpan<float>(row + (whole * SymbolBlock.Lanes), restLength).CopyTo(new Span<float>(rest, SymbolBlock.Lanes));
            nan |= Write(rest, ahead + (whole * SymbolBlock.Lanes), first + whole, 1, block, whole, places[sample]);
        }
        return nan;
    }

    /// <param name="row">The outputs from group <paramref name="first"/> on.</param>
    /// <param name="ahead">Those of a sample whose turn comes soon.</param>
    /// <param name="target">The first group of the block to write.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Write(float* row, float* ahead, int first, int groups, SymbolBlock block, int target, int place)
    {
        var doubtful = _even.Write(row, ahead, first, groups, block.Pointer(target, place), block.GroupBytes);
        return doubtful != 0 && Compare(doubtful, row, first, block, target, place);
    }

    /// <param name="doubtful">A bit for each group.</param>
    /// <returns>Whether an output was NaN.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Compare(uint doubtful, float* row, int first, SymbolBlock block, int target, int place)
    {
        var nan = false;
        for (; doubtful != 0; doubtful &= doubtful - 1)
        {
            var group = BitOperations.TrailingZeroCount(doubtful);
            nan |= Compare(row + (group * SymbolBlock.Lanes), Edges(first + group), _edges, block.Pointer(target + group, place));
        }
        return nan;
    }

    /// <summary>The number of edges that an output exceeds, of 32 neurons; every true comparison is -1.</summary>
    /// <returns>Whether an output was NaN.</returns>
    private static bool Compare(float* row, float* table, int edges, byte* target)
    {
        var lanes = Vector256<float>.Count;
        Vector256<float> output0 = Vector256.Load(row), output1 = Vector256.Load(row + lanes);
        Vector256<float> output2 = Vector256.Load(row + (2 * lanes)), output3 = Vector256.Load(row + (3 * lanes));
        Vector256<int> symbol0 = Vector256<int>.Zero, symbol1 = symbol0, symbol2 = symbol0, symbol3 = symbol0;
        for (var end = table + (edges * SymbolBlock.Lanes); table < end; table += SymbolBlock.Lanes)
        {
            symbol0 -= Vector256.GreaterThan(output0, Vector256.Load(table)).AsInt32();
            symbol1 -= Vector256.GreaterThan(output1, Vector256.Load(table + lanes)).AsInt32();
            symbol2 -= Vector256.GreaterThan(output2, Vector256.Load(table + (2 * lanes))).AsInt32();
            symbol3 -= Vector256.GreaterThan(output3, Vector256.Load(table + (3 * lanes))).AsInt32();
        }
        Symbols.Bytes(symbol0, symbol1, symbol2, symbol3).Store(target);
        return Symbols.EqualThemselves(output0, output1, output2, output3).AsInt32() != Vector256<int>.AllBitsSet;
    }

    /// <summary>The edges of a group's neurons, <c>[edges][neurons of a group]</c>.</summary>
    private float* Edges(int group) => _table.Pointer + ((nint)group * _edges * SymbolBlock.Lanes);
}
