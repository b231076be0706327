namespace Kernels.Simd.Histograms;

/// <summary>The symbols of a few samples of one class, as bytes, <c>[groups of neurons][samples][neurons of a group]</c>.</summary>
internal sealed class SymbolBlock(int neurons)
{
    /// <summary>Neurons of a group: the bytes of a vector.</summary>
    public const int Lanes = 32;

    /// <summary>So many samples' counts fit a byte.</summary>
    public const int MostSamples = byte.MaxValue;

    public int Groups { get; } = GroupsOf(neurons);

    /// <summary>How many samples the block holds at the moment.</summary>
    public int Samples { get; set; }

    /// <summary>Of the neurons that fill up the last group, the symbols are of no use.</summary>
    public byte[] Symbols { get; } = new byte[First(GroupsOf(neurons))];

    public static int GroupsOf(int neurons) => (neurons + Lanes - 1) / Lanes;

    /// <summary>Where a group's symbols begin.</summary>
    public static int First(int group) => group * Lanes * MostSamples;
}
