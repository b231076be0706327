using System.Runtime.InteropServices;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Adds a batch's blocks to the totals, one after another: however samples are cut into batches, the order is that of the
/// data.</summary>
/// <remarks>Grid: [tiles of steps and orders], a thread for each.</remarks>
internal static class FoldKernel
{
    public static void Fold<TFloat64>(FoldArguments a)
        where TFloat64 : unmanaged, IFloat64
    {
        var step = Grid.DimX * Group.DimX;
        for (var index = (Grid.IdxX * Group.DimX) + Group.IdxX; index < a.Length; index += step)
        {
            var total = a.Totals[index];
            for (var block = 0; block < a.Blocks; block++)
                total = TallyKernel.Add<TFloat64>(total, a.Tallies[((long)index * a.Blocks) + block]);
            a.Totals[index] = total;
        }
    }
}

/// <summary>The arguments of <see cref="FoldKernel"/>.</summary>
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
