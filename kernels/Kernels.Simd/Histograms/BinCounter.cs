using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizers of any number of bins, neurons in the lanes: a symbol is the number of edges that its output is greater than.</summary>
internal static unsafe class BinCounter
{
    /// <summary>Neurons of a tile: their edges fit the first-level cache, their counts the second.</summary>
    public const int TileNeurons = 64;

    /// <summary>Samples that a 16-bit count can take.</summary>
    private const int MostSamples = ushort.MaxValue;

    /// <summary>Comparing with every edge costs less than searching among them up to about so many.</summary>
    private const int MostCompared = 63;

    private static int Lanes => Vector256<float>.Count;

    /// <param name="counts">Added to, <c>[neurons][bins, classes]</c>.</param>
    /// <returns>Whether an output was NaN; the counts are then of no use.</returns>
    public static bool Count(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int[][] counts)
    {
        var edges = 0;
        for (var i = 0; i < tile.Neurons; i++)
            edges = Math.Max(edges, quantizers[tile.FirstNeuron + i].Bins - 1);
        var cells = (edges + 1) * tile.Classes;
        var local = new ushort[TileNeurons * cells];
        using var table = Table(tile, quantizers, edges);
        var anyNaN = false;
        for (var first = 0; first < tile.Labels.Length; first += MostSamples)
        {
            var last = Math.Min(first + MostSamples, tile.Labels.Length);
            fixed (ushort* pointer = local)
                anyNaN |= Count(tile, first, last, table.Pointer, edges, pointer);
            Flush(tile, quantizers, local, cells, counts);
        }
        return anyNaN;
    }

    /// <summary><c>[edges, neurons]</c>; a neuron with fewer edges has infinities, which no output exceeds.</summary>
    private static AlignedBuffer Table(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, int edges)
    {
        var table = new AlignedBuffer((long)edges * TileNeurons);
        table.Span.Fill(float.PositiveInfinity);
        for (var i = 0; i < tile.Neurons; i++)
        {
            var own = quantizers[tile.FirstNeuron + i].Edges;
            for (var edge = 0; edge < own.Length; edge++)
                table.Pointer[(edge * TileNeurons) + i] = own[edge];
        }
        return table;
    }

    private static bool Count(in HistogramTile tile, int first, int last, float* table, int edges, ushort* local)
    {
        var labels = tile.Labels.Span;
        var whole = edges <= MostCompared ? tile.Neurons - (tile.Neurons % Lanes) : 0;
        var cells = (edges + 1) * tile.Classes;
        var nan = Vector256<float>.Zero;
        var places = stackalloc int[Lanes];
        for (var sample = first; sample < last; sample++)
        {
            var row = tile.Pointer(sample);
            var target = local + labels[sample];
            var i = 0;
            for (; i < whole; i += Lanes)
            {
                var output = Vector256.Load(row + i);
                nan |= ~Vector256.Equals(output, output);
                (Symbols(output, table + i, edges) * Vector256.Create(tile.Classes)).Store(places);
                var counts = target + (i * cells);
                counts[places[0]]++;
                counts[cells + places[1]]++;
                counts[(2 * cells) + places[2]]++;
                counts[(3 * cells) + places[3]]++;
                counts[(4 * cells) + places[4]]++;
                counts[(5 * cells) + places[5]]++;
                counts[(6 * cells) + places[6]]++;
                counts[(7 * cells) + places[7]]++;
            }
            for (; i < tile.Neurons; i++)
            {
                if (float.IsNaN(row[i]))
                    return true;
                target[(i * cells) + (Search(table + i, edges, row[i]) * tile.Classes)]++;
            }
        }
        return nan != Vector256<float>.Zero;
    }

    /// <summary>Every true comparison is -1.</summary>
    private static Vector256<int> Symbols(Vector256<float> output, float* table, int edges)
    {
        Vector256<int> even = Vector256<int>.Zero, odd = even;
        var edge = 0;
        for (; edge + 2 <= edges; edge += 2, table += 2 * TileNeurons)
        {
            even -= Vector256.GreaterThan(output, Vector256.Load(table)).AsInt32();
            odd -= Vector256.GreaterThan(output, Vector256.Load(table + TileNeurons)).AsInt32();
        }
        if (edge < edges)
            even -= Vector256.GreaterThan(output, Vector256.Load(table)).AsInt32();
        return even + odd;
    }

    /// <summary>The same by halving, without branches.</summary>
    private static int Search(float* table, int edges, float output)
    {
        var first = 0;
        for (var length = edges; length > 0;)
        {
            var half = (length + 1) >> 1;
            first += output > table[(first + half - 1) * TileNeurons] ? half : 0;
            length -= half;
        }
        return first;
    }

    /// <summary>Adds the tile's counts to those of its neurons, and clears them.</summary>
    private static void Flush(in HistogramTile tile, IReadOnlyList<Quantizer> quantizers, ushort[] local, int cells, int[][] counts)
    {
        for (var i = 0; i < tile.Neurons; i++)
        {
            var target = counts[tile.FirstNeuron + i];
            for (var cell = 0; cell < target.Length; cell++)
            {
                if (local[(i * cells) + cell] != 0)
                    Interlocked.Add(ref target[cell], local[(i * cells) + cell]);
            }
        }
        local.AsSpan().Clear();
    }
}
