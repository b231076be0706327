using Engine.Numerics;

namespace Kernels.Simd.Histograms;

/// <summary>The symbols of some samples, sorted by class, as bytes: <c>[groups of neurons][samples][neurons of a group]</c>.</summary>
internal sealed unsafe class SymbolBlock : IDisposable
{
    /// <summary>Neurons of a group: the bytes of a vector.</summary>
    public const int Lanes = 32;

    /// <summary>Groups written and counted at a time: their symbols stay in the second-level cache, and of every sample a stretch of cache
    /// lines is read.</summary>
    public const int Groups = 8;

    private readonly int _samples;
    private readonly AlignedBuffer _symbols;

    public SymbolBlock(int samples)
    {
        _samples = samples;
        _symbols = new AlignedBuffer((long)Groups * samples * Lanes / sizeof(float));
    }

    /// <summary>From a group's symbols to the next one's.</summary>
    public nint GroupBytes => (nint)_samples * Lanes;

    public static int GroupsOf(int neurons) => (neurons + Lanes - 1) / Lanes;

    /// <summary>The symbols of a group for one sample and those that follow it in the order by class.</summary>
    public byte* Pointer(int group, int place) => (byte*)_symbols.Pointer + (group * GroupBytes) + ((nint)place * Lanes);

    public void Dispose() => _symbols.Dispose();
}
