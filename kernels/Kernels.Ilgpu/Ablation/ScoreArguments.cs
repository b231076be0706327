using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What <see cref="ScoreKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScoreArguments
{
    /// <summary><c>[orders][Classes, Stride]</c>.</summary>
    public ArrayView<float> Logits;

    /// <summary><c>[Stride]</c>.</summary>
    public ArrayView<byte> Labels;

    /// <summary>The samples to score.</summary>
    public SampleLists Samples;

    /// <summary><c>[orders, Stride]</c>: cross-entropy in nats.</summary>
    public ArrayView<float> Losses;

    /// <summary><c>[orders, Stride]</c>: distance of the two highest logits.</summary>
    public ArrayView<float> Gaps;

    /// <summary><c>[orders, Stride]</c>: the class of the highest logit, the lowest class at a tie.</summary>
    public ArrayView<byte> Predicted;

    /// <summary><c>[orders]</c>: lowered to the lowest sample whose loss is not finite.</summary>
    public ArrayView<int> NotFinite;

    public int Classes;

    /// <summary>From one class's logits to the next's, and from one order's scores to the next's.</summary>
    public int Stride;

    /// <summary>1: a sample's logits stand at its number; 0: at its place in the list.</summary>
    public int LogitsBySample;

    /// <summary>The first sample's number in the data.</summary>
    public int FirstSample;
}
