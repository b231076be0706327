using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Products;

/// <summary>What <see cref="TransposeKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TransposeArguments
{
    /// <summary><c>[rows, SourceStride]</c>.</summary>
    public ArrayView<float> Source;

    /// <summary><c>[columns, TargetStride]</c>.</summary>
    public ArrayView<float> Target;

    public int Rows;
    public int Columns;
    public int SourceStride;
    public int TargetStride;
}
