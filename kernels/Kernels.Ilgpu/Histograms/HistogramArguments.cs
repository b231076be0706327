using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Histograms;

/// <summary>What the histogram kernels read and write. Neurons lie next to each other in every matrix.</summary>
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
