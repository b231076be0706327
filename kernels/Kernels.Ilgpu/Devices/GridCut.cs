using ILGPU;

namespace Kernels.Ilgpu.Devices;

/// <summary>Into how many groups of how many threads launches are cut. No result depends on it.</summary>
/// <param name="Block">Threads of a group.</param>
/// <param name="Groups">Groups that a launch need not exceed, where each can do more of the work in a loop: a GPU takes as many as there
/// are, for the simulator each is a cost of its own.</param>
internal readonly record struct GridCut(int Block, int Groups)
{
    /// <summary>Groups along an axis of so many parts, where the others have <paramref name="others"/>.</summary>
    public int Along(long length, int part, long others) => (int)Math.Min(Parts(length, part), Math.Max(1, Groups / others));

    /// <summary>As <see cref="Along"/>, on the second or third axis, where devices take fewer groups: the rest is done in a loop.</summary>
    public int Down(long length, int part, long others) => Math.Min(Along(length, part, others), LaunchLimits.MostDown);

    /// <summary>Lines of <paramref name="length"/>, a thread for each element.</summary>
    public KernelConfig Lines(int length, int lines) => Lines(length, lines, default);

    public KernelConfig Lines(int length, int lines, SharedMemoryConfig shared) =>
        new(new Index3D(Along(length, Block, lines), lines, 1), new Index3D(Block, 1, 1), shared);

    public static int Parts(long length, int part) => (int)((length + part - 1) / part);
}
