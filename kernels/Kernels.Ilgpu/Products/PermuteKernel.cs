using ILGPU;

namespace Kernels.Ilgpu.Products;

/// <summary>target[o][r, c] = source[rows[o][r], columns[o][c]]: a matrix in every order's own arrangement.</summary>
/// <remarks>Grid: [tiles of columns, rows, orders], a thread per element; writes run along rows.</remarks>
internal static class PermuteKernel
{
    public static void Run(PermuteArguments a)
    {
        int order = Grid.IdxZ, acrossGrid = Grid.DimX * Group.DimX, downGrid = Grid.DimY;
        for (var row = Grid.IdxY; row < a.Rows; row += downGrid)
        {
            var at = ((long)order * a.Rows) + row;
            for (var column = (Grid.IdxX * Group.DimX) + Group.IdxX; column < a.Columns; column += acrossGrid)
                a.Target[(at * a.Columns) + column] = a.Source[((long)a.RowsOf[at] * a.Columns) + a.ColumnsOf[((long)order * a.Columns) + column]];
        }
    }
}
