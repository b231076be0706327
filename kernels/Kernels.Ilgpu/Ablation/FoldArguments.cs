using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What <see cref="FoldKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FoldArguments
{
    /// <summary><c>[Length, Blocks]</c>.</summary>
    public ArrayView<Tally> Tallies;

    /// <summary><c>[Length]</c>: added to.</summary>
    public ArrayView<Tally> Totals;

    /// <summary>Steps times orders.</summary>
    public int Length;

    public int Blocks;
}
