using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>What one thread has counted: <c>[groups of neurons][classes][bins, rounded up][neurons of a group]</c>, 16 bits each.</summary>
internal sealed unsafe class BinSums(int groups, int classes, int bins) : IDisposable
{
    /// <summary>Samples whose counts fit.</summary>
    public const int MostSamples = ushort.MaxValue;

    private readonly int _rows = SymbolCounter.Rounded(bins);
    private readonly AlignedBuffer _sums = new(groups * BytesOfGroup(classes, bins) / sizeof(float));

    public static long BytesOfGroup(int classes, int bins) => (long)classes * SymbolCounter.Rounded(bins) * SymbolBlock.Lanes * sizeof(ushort);

    /// <summary>The counts of a group and a class, bin after bin.</summary>
    public ushort* Pointer(int group, int label) => (ushort*)_sums.Pointer + (((((nint)group * classes) + label) * _rows) * SymbolBlock.Lanes);

    /// <summary>Adds one neuron's counts to <paramref name="target"/>, <c>[bins, classes]</c>.</summary>
    public void AddTo(int[] target, int group, int lane)
    {
        for (var label = 0; label < classes; label++)
        {
            var from = Pointer(group, label) + lane;
            for (var cell = label; cell < target.Length; cell += classes, from += SymbolBlock.Lanes)
                target[cell] += *from;
        }
    }

    public void Dispose() => _sums.Dispose();
}
