using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>Quantizers of any number of bins, neurons in the lanes, class by class: the counts of one class fit the first-level cache.</summary>
internal static unsafe class BinCounter
{
    /// <summary>Neurons of a tile: their counts of one class take half of the first-level cache, and so many outputs in a row are fetched ahead.</summary>
    public const int TileNeurons = 128;

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
        var local = new int[TileNeurons * (edges + 1)];
        using var table = Table(tile, quantizers, edges);
        using var even = EvenEdges.TryCreate(quantizers, tile.FirstNeuron, tile.Neurons, TileNeurons);
        var anyNaN = false;
        var samples = ByClass(tile, out var firsts);
        for (var label = 0; label < tile.Classes; label++)
        {
            var own = samples.AsSpan(firsts[label], firsts[label + 1] - firsts[label]);
            fixed (int* pointer = local)
                anyNaN |= even is null ? Count(tile, own, table.Pointer, edges, pointer) : CountEven(tile, own, table.Pointer, even, edges, pointer);
            Flush(tile, label, edges + 1, local, counts);
        }
        return anyNaN;
    }

    /// <summary>The tile's samples, sorted by class.</summary>
    private static int[] ByClass(in HistogramTile tile, out int[] firsts)
    {
        var labels = tile.Labels.Span;
        firsts = new int[tile.Classes + 1];
        foreach (var label in labels)
            firsts[label + 1]++;
        for (var label = 0; label < tile.Classes; label++)
            firsts[label + 1] += firsts[label];
        var (next, samples) = (firsts.ToArray(), new int[labels.Length]);
        for (var sample = 0; sample < labels.Length; sample++)
            samples[next[labels[sample]]++] = sample;
        return samples;
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

    private static bool CountEven(in HistogramTile tile, ReadOnlySpan<int> samples, float* table, EvenEdges even, int edges, int* local)
    {
        float* first = even.First, inverse = even.Inverse, limit = even.Limit;
        var (whole, bins) = (tile.Neurons - (tile.Neurons % Lanes), edges + 1);
        var nan = Vector256<float>.Zero;
        var places = stackalloc int[Lanes];
        foreach (var sample in samples)
        {
            var row = tile.Pointer(sample);
            var target = local;
            for (var i = 0; i < whole; i += Lanes, target += Lanes * bins)
            {
                var output = Vector256.Load(row + i);
                nan |= ~Vector256.Equals(output, output);
                var symbols = EvenEdges.Symbols(output, first + i, inverse + i, limit + i, out var isCertain);
                if (!isCertain)
                    symbols = Symbols(output, table + i, edges);
                symbols.Store(places);
                Increment(target, bins, places);
            }
            if (CountRest(tile, row, whole, table, edges, local))
                return true;
        }
        return nan != Vector256<float>.Zero;
    }

    private static bool Count(in HistogramTile tile, ReadOnlySpan<int> samples, float* table, int edges, int* local)
    {
        var (whole, bins) = (edges <= MostCompared ? tile.Neurons - (tile.Neurons % Lanes) : 0, edges + 1);
        var nan = Vector256<float>.Zero;
        var places = stackalloc int[Lanes];
        foreach (var sample in samples)
        {
            var row = tile.Pointer(sample);
            for (var i = 0; i < whole; i += Lanes)
            {
                var output = Vector256.Load(row + i);
                nan |= ~Vector256.Equals(output, output);
                Symbols(output, table + i, edges).Store(places);
                Increment(local + (i * bins), bins, places);
            }
            if (CountRest(tile, row, whole, table, edges, local))
                return true;
        }
        return nan != Vector256<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Increment(int* target, int bins, int* places)
    {
        target[places[0]]++;
        target[bins + places[1]]++;
        target += 2 * bins;
        target[places[2]]++;
        target[bins + places[3]]++;
        target += 2 * bins;
        target[places[4]]++;
        target[bins + places[5]]++;
        target += 2 * bins;
        target[places[6]]++;
        target[bins + places[7]]++;
    }

    /// <summary>The neurons that fill no vector, or have too many edges for one.</summary>
    private static bool CountRest(in HistogramTile tile, float* row, int from, float* table, int edges, int* local)
    {
        for (var i = from; i < tile.Neurons; i++)
        {
            if (float.IsNaN(row[i]))
                return true;
            local[(i * (edges + 1)) + Search(table + i, edges, row[i])]++;
        }
        return false;
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

    /// <summary>Adds one class's counts to those of the tile's neurons, and clears them.</summary>
    private static void Flush(in HistogramTile tile, int label, int bins, int[] local, int[][] counts)
    {
        for (var i = 0; i < tile.Neurons; i++)
        {
            var target = counts[tile.FirstNeuron + i];
            for (var bin = 0; (bin * tile.Classes) + label < target.Length; bin++)
            {
                if (local[(i * bins) + bin] != 0)
                    Interlocked.Add(ref target[(bin * tile.Classes) + label], local[(i * bins) + bin]);
            }
        }
        local.AsSpan().Clear();
    }
}
