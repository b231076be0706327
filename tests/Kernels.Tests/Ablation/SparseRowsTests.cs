using System.Runtime.Intrinsics;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;
using Kernels.Simd.Ablation;
using Kernels.Simd.Ablation.Rows;

namespace Kernels.Tests.Ablation;

/// <summary>The sparse product against a plain chain of fused multiply-adds, bit for bit.</summary>
public sealed unsafe class SparseRowsTests
{
    private const int Rows = 9;

    /// <summary>Depths around a block of 64, columns from one panel to more than two tiles, odd numbers of panels among them.</summary>
    public static TheoryData<int, int> Shapes => new MatrixTheoryData<int, int>([1, 7, 63, 64, 65, 200], [1, 16, 17, 48, 96, 130, 250]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_are_those_of_the_dense_product(int depth, int columns)
    {
        Check<Lanes128, Vector128<float>>(depth, columns);
        Check<Lanes256, Vector256<float>>(depth, columns);
        Check<Lanes512, Vector512<float>>(depth, columns);
    }

    private static void Check<TLanes, TVector>(int depth, int columns)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var random = new RandomStream(3, RandomPurpose.Initialization, (ulong)((depth * 1000) + columns));
        var layer = new DenseLayer(
            depth, columns, [.. Enumerable.Range(0, depth * columns).Select(_ => (float)random.NextDouble() - 0.5f)],
            [.. Enumerable.Range(0, columns).Select(_ => (float)random.NextDouble())]);
        using var transition = new Transition(layer, [.. Enumerable.Range(0, depth)], [.. Enumerable.Range(0, columns)]);
        using var matrix = new RowMatrix(Rows, depth);
        using var sums = new RowMatrix(Rows, columns);
        using var sparse = new SparseRows<TLanes, TVector>(Rows, depth);
        // Row r has about r outputs in sixteen that are not 0; the last ones are dense.
        for (var row = 0; row < Rows; row++)
        {
            for (var k = 0; k < depth; k++)
                matrix[row][k] = random.NextDouble() * 16 < row ? (float)random.NextDouble() : 0;
        }
        sparse.Split(matrix, [.. Enumerable.Range(1, Rows - 1)], depth);
        sparse.Multiply(matrix, transition, sums, Panels.Count(columns));
        var dense = sparse.Dense.ToArray();
        for (var row = 0; row < Rows; row++)
        {
            var isSparse = row > 0 && !dense.Contains(row);
            Assert.Equal(isSparse, row > 0 && 2 * matrix[row].ToArray().Count(x => x != 0) < depth);
            for (var column = 0; column < columns; column++)
                Assert.Equal(isSparse ? Chain(layer, matrix[row], column) : 0, sums[row][column]);
        }
    }

    private static float Chain(DenseLayer layer, ReadOnlySpan<float> inputs, int column)
    {
        var sum = layer.Bias[column];
        for (var k = 0; k < inputs.Length; k++)
            sum = MathF.FusedMultiplyAdd(inputs[k], layer.Incoming(column)[k], sum);
        return sum;
    }
}
