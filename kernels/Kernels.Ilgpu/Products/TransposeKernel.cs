using System.Runtime.InteropServices;
using ILGPU;

namespace Kernels.Ilgpu.Products;

/// <summary>target[c, r] = source[r, c]. A group moves squares of 32 x 32 through shared memory, so that reads and writes both run along
/// rows.</summary>
/// <remarks>Grid: [squares of columns, squares of rows]. A square's rows have one element more than its side: a column of it then falls
/// into 32 different banks.</remarks>
internal static class TransposeKernel
{
    public const int Side = 32;

    private const int Row = Side + 1;

    public static void Transpose(TransposeArguments a)
    {
        int thread = Group.IdxX, threads = Group.DimX, acrossGrid = Grid.DimX * Side, downGrid = Grid.DimY * Side;
        var square = SharedMemory.Allocate<float>(Side * Row);
        for (var firstRow = Grid.IdxY * Side; firstRow < a.Rows; firstRow += downGrid)
        {
            for (var firstColumn = Grid.IdxX * Side; firstColumn < a.Columns; firstColumn += acrossGrid)
            {
                Group.Barrier();
                for (var at = thread; at < Side * Side; at += threads)
                {
                    int row = at / Side, column = at % Side;
                    if (firstRow + row < a.Rows && firstColumn + column < a.Columns)
                        square[(row * Row) + column] = a.Source[((long)(firstRow + row) * a.SourceStride) + firstColumn + column];
                }
                Group.Barrier();
                for (var at = thread; at < Side * Side; at += threads)
                {
                    int column = at / Side, row = at % Side;
                    if (firstRow + row < a.Rows && firstColumn + column < a.Columns)
                        a.Target[((long)(firstColumn + column) * a.TargetStride) + firstRow + row] = square[(row * Row) + column];
                }
            }
        }
    }
}

/// <summary>The arguments of <see cref="TransposeKernel"/>.</summary>
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
