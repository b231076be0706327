using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Which samples each order computes at a step: those of a list, or all.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SampleLists
{
    /// <summary><c>[lists, Stride]</c>: numbers of samples.</summary>
    public ArrayView<int> Lists;

    /// <summary>How long each list is.</summary>
    public ArrayView<int> Counts;

    /// <summary><c>[orders]</c>: each names its list.</summary>
    public ArrayView<Arrival> Arrivals;

    public int Stride;

    /// <summary>All samples 0 .. All - 1; -1 where there are lists.</summary>
    public int All;

    public static SampleLists Every(int samples) => new() { All = samples };

    /// <summary>How many samples an order computes.</summary>
    public readonly int Count(int order) => All >= 0 ? All : Counts[Arrivals[order].Count];

    /// <summary>Where an order's list begins.</summary>
    public readonly long Start(int order) => All >= 0 ? 0 : (long)Arrivals[order].List * Stride;

    /// <summary>The sample at a place of the list that begins at <paramref name="start"/>.</summary>
    public readonly int Sample(long start, int place) => All >= 0 ? place : Lists[start + place];
}
