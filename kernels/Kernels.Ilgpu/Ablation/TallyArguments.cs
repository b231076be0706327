using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What <see cref="TallyKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TallyArguments
{
    /// <summary><c>[orders, Stride]</c>, as <see cref="ScoreArguments"/> has them.</summary>
    public ArrayView<float> Losses;
    public ArrayView<float> Gaps;
    public ArrayView<byte> Predicted;

    /// <summary><c>[Stride]</c>.</summary>
    public ArrayView<byte> Labels;

    /// <summary><c>[orders, Blocks]</c>.</summary>
    public ArrayView<Tally> Tallies;

    public int Samples;
    public int Stride;
    public int Blocks;
}
