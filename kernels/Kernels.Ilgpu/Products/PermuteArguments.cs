using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Products;

/// <summary>What <see cref="PermuteKernel"/> reads and writes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PermuteArguments
{
    /// <summary><c>[Rows, Columns]</c>.</summary>
    public ArrayView<float> Source;

    /// <summary><c>[orders][Rows, Columns]</c>.</summary>
    public ArrayView<float> Target;

    /// <summary><c>[orders, Rows]</c>: position to row of the source.</summary>
    public ArrayView<int> RowsOf;

    /// <summary><c>[orders, Columns]</c>: position to column of the source.</summary>
    public ArrayView<int> ColumnsOf;

    public int Rows;
    public int Columns;
}
