using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>One thread's counts of two-bin quantizers: <c>[classes][neurons]</c>, how many outputs lie above the edge.</summary>
internal sealed unsafe class ThresholdSums<TLanes, TVector>(int neurons, int classes) : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Samples whose counts are exact in float32.</summary>
    public const long MostSamples = 1 << 24;

    private readonly AlignedBuffer _above = new((long)classes * neurons);
    private readonly int[] _samples = new int[classes];

    /// <param name="edges"><c>[neurons]</c>.</param>
    /// <returns>Whether an output was NaN.</returns>
    public bool Add(in HistogramTile tile, float* edges)
    {
        var whole = neurons - (neurons % TLanes.Count);
        var labels = tile.Labels.Span;
        var nan = false;
        for (var sample = 0; sample < labels.Length; sample++)
        {
            _samples[labels[sample]]++;
            float* row = tile.Pointer(sample), sums = _above.Pointer + ((long)labels[sample] * neurons);
            nan |= Add(row, tile.Pointer(Math.Min(sample + 1, labels.Length - 1)), edges, sums, whole);
            for (var i = whole; i < neurons; i++)
            {
                sums[i] += row[i] > edges[i] ? 1 : 0;
                nan |= float.IsNaN(row[i]);
            }
        }
        return nan;
    }

    /// <summary>Adds one neuron's counts to <paramref name="target"/>, <c>[2, classes]</c>.</summary>
    public void AddTo(int[] target, int neuron)
    {
        for (var label = 0; label < classes; label++)
        {
            var above = (int)_above.Pointer[((long)label * neurons) + neuron];
            target[label] += _samples[label] - above;
            target[classes + label] += above;
        }
    }

    public void Dispose() => _above.Dispose();

    /// <summary>Adds 1 where an output lies above its edge.</summary>
    /// <param name="ahead">The row that comes next: the processor does not foresee it in time.</param>
    /// <returns>Whether an output was NaN: it equals not even itself.</returns>
    private static bool Add(float* row, float* ahead, float* edge, float* sums, int count)
    {
        TVector one = TLanes.Create(1f), equal = TLanes.Equal(one, one), odd = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            Prefetch.Line(ahead + i);
            var output = TLanes.Load(row + i);
            var hit = TLanes.Choose(TLanes.GreaterThan(output, TLanes.Load(edge + i)), one, TLanes.Zero);
            odd = TLanes.Differences(odd, TLanes.Equal(output, output), equal);
            TLanes.Store(TLanes.Add(TLanes.Load(sums + i), hit), sums + i);
        }
        return !TLanes.IsEmpty(odd);
    }
}
