using Engine.Numerics;
using Engine.Randomness;
using Kernels.Simd.Ablation.Logits;

namespace Kernels.Tests.Ablation;

public sealed unsafe class RowLanesTests
{
    private const int Rows = 40;

    /// <summary>Rows in fours, eights and both; columns around four and a panel.</summary>
    public static TheoryData<int, int> Shapes => new MatrixTheoryData<int, int>([4, 8, 12, 16, 32], [1, 3, 4, 5, 15, 16, 17, 100]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Each_lane_is_a_row(int width, int columns)
    {
        var random = new RandomStream(1, RandomPurpose.Initialization, (ulong)((width * 1000) + columns));
        using var matrix = new RowMatrix(Rows, columns);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < columns; column++)
                matrix[row][column] = Draw(random);
        }
        int[] rows = [.. Enumerable.Range(0, width).Select(_ => random.NextInt(Rows))];
        using var lanes = new AlignedBuffer((long)(columns + RowLanes.Columns) * width);
        using var rectified = new AlignedBuffer((long)(columns + RowLanes.Columns) * width);
        fixed (int* numbers = rows)
        {
            RowLanes.Gather(matrix.Pointer, matrix.Stride, numbers, width, columns, lanes.Pointer);
            RowLanes.GatherRelu(matrix.Pointer, matrix.Stride, numbers, width, columns, rectified.Pointer);
        }
        for (var column = 0; column < columns; column++)
        {
            for (var lane = 0; lane < width; lane++)
            {
                var value = matrix[rows[lane]][column];
                Assert.Equal(value, lanes.Span[(column * width) + lane]);
                Assert.Equal(value < FlushRule.Threshold ? 0 : value, rectified.Span[(column * width) + lane]);
            }
        }
    }

    /// <summary>Numbers of both signs, some too small to stay, some not a number.</summary>
    private static float Draw(RandomStream random) => random.NextInt(8) switch
    {
        0 => 1e-20f,
        1 => float.NaN,
        _ => (float)random.NextDouble() - 0.5f,
    };
}
