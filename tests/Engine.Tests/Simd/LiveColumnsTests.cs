using Engine.Numerics;
using Engine.Simd.Live;

namespace Engine.Tests.Simd;

public sealed class LiveColumnsTests
{
    [Fact]
    public void A_column_lives_that_is_not_0_for_some_sample()
    {
        // 4 of 20; NaN and the smallest number are not 0, a negative zero is, and what lies in a row beyond the batch is not looked at.
        using var matrix = Matrix(3, 20, (0, 3, 1), (1, 16, float.NaN), (0, 17, float.Epsilon), (1, 19, -2), (0, 5, -0f), (2, 8, 1));
        var live = new LiveColumns(20);
        live.Find(matrix, 2);
        Assert.True(live.AreFew);
        Assert.Equal([3, 16, 17, 19], live.Columns.ToArray());
        Assert.Equal([0, 1, 4], new[] { live.FirstOf(0), live.FirstOf(1), live.FirstOf(2) });
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void More_than_three_quarters_are_taken_as_all(int living, bool few)
    {
        using var matrix = Matrix(1, 20, [.. Enumerable.Range(0, living).Select(column => (0, column, 1f))]);
        var live = new LiveColumns(20);
        live.Find(matrix, 1);
        Assert.Equal(few, live.AreFew);
        Assert.Equal(Enumerable.Range(0, few ? living : 20), live.Columns.ToArray());
    }

    [Fact]
    public void What_is_gathered_and_spread_is_what_it_was()
    {
        using var matrix = Matrix(3, 20, (0, 3, 1), (1, 16, 4), (0, 17, 5), (2, 3, 7));
        using var gathered = new RowMatrix(3, 20);
        using var spread = Matrix(3, 20, (1, 0, 9), (2, 19, 9));
        var live = new LiveColumns(20);
        live.Find(matrix, 3);
        live.Gather(matrix, gathered, 0, 3);
        Assert.Equal([1, 0, 5], gathered[0][..3].ToArray());
        live.Spread(gathered, spread, 0, 2);
        live.Spread(gathered, spread, 2, 1);
        for (var row = 0; row < 3; row++)
            Assert.Equal(matrix[row].ToArray(), spread[row].ToArray());
    }

    private static RowMatrix Matrix(int rows, int columns, params (int Row, int Column, float Value)[] values)
    {
        var matrix = new RowMatrix(rows, columns);
        foreach (var (row, column, value) in values)
            matrix[row][column] = value;
        return matrix;
    }
}
