using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Products;

/// <summary>target[o][r, c] = source[rows[o][r], columns[o][c]]: a matrix in every order's own arrangement.</summary>
/// <remarks>Grid: [tiles of columns, rows, orders], a thread per element; writes run along rows.</remarks>
internal static class PermuteKernel
{
    public static void Permute(PermuteArguments a)
    {
        int order = Grid.IdxZ, acrossGrid = Grid.DimX * Group.DimX, downGrid = Grid.DimY;
        for (var row = Grid.IdxY; row < a.Rows; row += downGrid)
        {
            var at = ((long)order * a.Rows) + row;
            for (var column = (Grid.IdxX * Group.DimX) + Group.IdxX; column < a.Columns; column += acrossGrid)
                a.Target[(at * a.Columns) + column] =
                    a.Source[((long)a.RowsOf[at] * a.Columns) + a.ColumnsOf[((long)order * a.Columns) + column]];
        }
    }
}

/// <summary>The arguments of <see cref="PermuteKernel"/>.</summary>
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
