using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed unsafe class RowMatrixTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 48)]
    [InlineData(48, 48)]
    [InlineData(49, 80)]
    [InlineData(784, 784)]
    public void A_row_is_an_odd_number_of_cache_lines_that_holds_the_columns(int columns, int stride)
    {
        using var matrix = new RowMatrix(3, columns);
        Assert.Equal(stride, matrix.Stride);
        Assert.Equal(columns, matrix[2].Length);
        Assert.Equal(2 * stride, matrix.Row(2) - matrix.Pointer);
        Assert.Equal(0, (long)matrix.Pointer % 64);
    }

    [Fact]
    public void Fresh_memory_is_zero_and_freed_memory_is_out_of_reach()
    {
        var buffer = new AlignedBuffer(100);
        Assert.All(buffer.Span.ToArray(), value => Assert.Equal(0, value));
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 16)]
    [InlineData(5, 17)]
    [InlineData(2, 40)]
    public void Panels_hold_each_element_at_its_offset_and_zeros_beside(int depth, int columns)
    {
        float[] source = [.. Enumerable.Range(1, depth * columns).Select(i => (float)i)];
        using var panels = new AlignedBuffer(Panels.Length(depth, columns));
        panels.Span.Fill(-1);
        fixed (float* pointer = source)
            Panels.Pack(pointer, columns, 1, depth, columns, panels.Pointer);
        for (var k = 0; k < depth; k++)
        {
            for (var c = 0; c < Panels.Count(columns) * Panels.Width; c++)
                Assert.Equal(c < columns ? (k * columns) + c + 1 : 0, panels.Pointer[Panels.Offset(depth, k, c)]);
        }
        Assert.Equal(Panels.Count(columns) * depth * 16, panels.Length);
    }
}
