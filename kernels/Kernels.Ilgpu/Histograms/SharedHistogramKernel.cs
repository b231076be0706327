using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Histograms;

/// <summary>
/// Joint histograms of all neurons: counts[bin classes + label, n] += samples s with bin(activations[s, n]) = bin and labels[s] = label.
/// </summary>
/// <remarks>
/// Grid: [tiles of X neurons, tiles of samples]. A group of X x Y threads counts X neurons in shared memory, <c>[cells, X]</c>: threads
/// side by
/// side have counters side by side, so that an atomic addition meets another only where two of the Y samples in flight share a cell.
/// Cost per activation: 4 bytes read (once, along rows, four in flight per thread), log2(bins) comparisons and one addition in shared
/// memory;
/// a label is a byte that all threads of a row read together. Counters go to memory once per group.
/// </remarks>
internal static class SharedHistogramKernel
{
    public static void CountShared(HistogramArguments a)
    {
        int x = Group.IdxX, y = Group.IdxY, across = Group.DimX, down = Group.DimY;
        var neuron = (Grid.IdxX * across) + x;
        var first = Grid.IdxY * a.GroupSamples;
        var end = Math.Min(a.Samples, first + a.GroupSamples);
        var counters = SharedMemory.GetDynamic<int>();
        for (var cell = y; cell < a.Cells; cell += down)
            counters[(cell * across) + x] = 0;
        Group.Barrier();
        if (neuron < a.Neurons && !Count(a, counters.SubView(x), neuron, first + y, end, across, down))
            Atomic.Min(ref a.NotANumber[0], neuron);
        Group.Barrier();
        for (var cell = y; cell < a.Cells; cell += down)
        {
            var count = counters[(cell * across) + x];
            if (neuron < a.Neurons && count != 0)
                Atomic.Add(ref a.Counts[((long)cell * a.Neurons) + neuron], count);
        }
    }

    /// <returns>Whether all outputs are numbers.</returns>
    private static bool Count(HistogramArguments a, ArrayView<int> counters, int neuron, int first, int end, int across, int down)
    {
        var middle = Symbols.MiddleEdge(a, neuron);
        var isNumber = true;
        var step = (long)down * a.Neurons;
        var at = ((long)first * a.Neurons) + neuron;
        var sample = first;
        for (; sample + (3 * down) < end; sample += 4 * down)
        {
            // Four loads before the first is used: one alone would leave the memory waiting.
            float t0 = a.Activations[at], t1 = a.Activations[at + step],
                t2 = a.Activations[at + (2 * step)], t3 = a.Activations[at + (3 * step)];
            int l0 = a.Labels[sample], l1 = a.Labels[sample + down], l2 = a.Labels[sample + (2 * down)], l3 = a.Labels[sample + (3 * down)];
            isNumber &= !(float.IsNaN(t0) | float.IsNaN(t1) | float.IsNaN(t2) | float.IsNaN(t3));
            Count(a, counters, neuron, middle, t0, l0, across);
            Count(a, counters, neuron, middle, t1, l1, across);
            Count(a, counters, neuron, middle, t2, l2, across);
            Count(a, counters, neuron, middle, t3, l3, across);
            at += 4 * step;
        }
        for (; sample < end; sample += down)
        {
            isNumber &= !float.IsNaN(a.Activations[at]);
            Count(a, counters, neuron, middle, a.Activations[at], a.Labels[sample], across);
            at += step;
        }
        return isNumber;
    }

    /// <summary>One comparison where there are two bins, a search where there are more.</summary>
    private static void Count(HistogramArguments a, ArrayView<int> counters, int neuron, float middle, float output, int label, int across)
    {
        var bin = a.Edges <= 1 ? (output > middle ? 1 : 0) : Symbols.BinOf(a, neuron, middle, output);
        Atomic.Add(ref counters[((bin * a.Classes) + label) * across], 1);
    }
}

/// <summary>As <see cref="SharedHistogramKernel"/>, where the counters of a few neurons do not fit shared memory: every addition goes to
/// memory.</summary>
/// <remarks>Grid: [tiles of X neurons, tiles of samples]; group X x Y. With so many cells two samples seldom meet in one.</remarks>
internal static class GlobalHistogramKernel
{
    public static void CountGlobal(HistogramArguments a)
    {
        int x = Group.IdxX, y = Group.IdxY, across = Group.DimX, down = Group.DimY;
        var neuron = (Grid.IdxX * across) + x;
        if (neuron >= a.Neurons)
            return;
        var first = Grid.IdxY * a.GroupSamples;
        var end = Math.Min(a.Samples, first + a.GroupSamples);
        var middle = Symbols.MiddleEdge(a, neuron);
        var isNumber = true;
        for (var sample = first + y; sample < end; sample += down)
        {
            var output = a.Activations[((long)sample * a.Neurons) + neuron];
            isNumber &= !float.IsNaN(output);
            var cell = (Symbols.BinOf(a, neuron, middle, output) * a.Classes) + a.Labels[sample];
            Atomic.Add(ref a.Counts[((long)cell * a.Neurons) + neuron], 1);
        }
        if (!isNumber)
            Atomic.Min(ref a.NotANumber[0], neuron);
    }
}

/// <summary>From an output to its bin.</summary>
internal static class Symbols
{
    /// <summary>How many of the neuron's edges the output is greater than: the same steps for all neurons, since all have as many
    /// edges.</summary>
    /// <param name="middle">The neuron's middle edge: a thread reads it once for all samples.</param>
    public static int BinOf(HistogramArguments a, int neuron, float middle, float output)
    {
        var half = (a.Edges + 1) >> 1;
        var bin = output > middle ? half : 0;
        for (half >>= 1; half > 0; half >>= 1)
        {
            if (output > a.EdgeTable[((long)(bin + half - 1) * a.Neurons) + neuron])
                bin += half;
        }
        return bin;
    }

    /// <summary>With two bins the only edge; infinity, which no output exceeds, where there is none.</summary>
    public static float MiddleEdge(HistogramArguments a, int neuron) =>
        a.Edges == 0 ? float.PositiveInfinity : a.EdgeTable[((long)(a.Edges >> 1) * a.Neurons) + neuron];
}

/// <summary>The arguments of the histogram kernels. Neurons lie next to each other in every matrix.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HistogramArguments
{
    /// <summary><c>[samples, neurons]</c>.</summary>
    public ArrayView<float> Activations;

    /// <summary><c>[samples]</c>.</summary>
    public ArrayView<byte> Labels;

    /// <summary><c>[Edges, neurons]</c>, ascending, with infinity where a neuron has fewer.</summary>
    public ArrayView<float> EdgeTable;

    /// <summary><c>[cells, neurons]</c>, cell = bin classes + label: counts, added to.</summary>
    public ArrayView<int> Counts;

    /// <summary><c>[1]</c>: lowered to the lowest neuron that has a NaN.</summary>
    public ArrayView<int> NotANumber;

    public int Samples;
    public int Neurons;
    public int Classes;

    /// <summary>Rows of the table: 2^bits - 1.</summary>
    public int Edges;

    /// <summary>(Edges + 1) classes.</summary>
    public int Cells;

    /// <summary>Samples of one group.</summary>
    public int GroupSamples;
}
