using Engine.Numerics;

namespace Engine.Tests.Numerics;

/// <summary>The product against the scalar chain of fused multiply-adds, bit for bit.</summary>
public sealed unsafe class MatrixProductTests
{
    public static TheoryData<VectorWidth> Widths() => [.. Enum.GetValues<VectorWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_element_is_the_scalar_chain(VectorWidth width)
    {
        foreach (var depth in new[] { 0, 1, 2, 17, 255, 256, 257, 513 })
        {
            for (var rows = 1; rows <= 13; rows++)
                Check(new ProductCase(width, rows, depth, 1 + (((rows * 7) + depth) % 50)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Start_values_index_arrays_strides_and_ranges_change_nothing_else(VectorWidth width)
    {
        foreach (var depth in new[] { 0, 5, 257 })
        {
            foreach (var columns in new[] { 1, 15, 16, 17, 48, 49, 80 })
            {
                Check(new ProductCase(width, 11, depth, columns) { Start = true });
                Check(new ProductCase(width, 11, depth, columns) { Start = true, Indexed = true });
                Check(new ProductCase(width, 13, depth, columns) { Transposed = true });
                Check(new ProductCase(width, 13, depth, columns) { FirstRow = 2, RowCount = 9, Start = true });
                Check(new ProductCase(width, 7, depth, columns) { FirstPanel = 1, Indexed = true });
                Check(new ProductCase(width, 7, depth, columns) { PanelCount = 1, ExtraDepth = 3 });
            }
        }
    }

    /// <summary>More rows than a block, more depth than one.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Many_rows_change_nothing_else(VectorWidth width)
    {
        Check(new ProductCase(width, 193, 300, 20));
        Check(new ProductCase(width, 400, 600, 40) { Start = true });
    }

    /// <summary>As a gradient is computed: the left factor is a transpose, the result lies in panels.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void A_transpose_into_panels_is_the_same_chain(VectorWidth width)
    {
        const int rows = 37, inputs = 203, columns = 23;
        using RowMatrix a = new(rows, inputs), b = new(rows, columns);
        var random = new Random(5);
        for (var row = 0; row < rows; row++)
        {
            foreach (ref var value in a[row])
                value = random.NextSingle() - 0.5f;
            foreach (ref var value in b[row])
                value = random.NextSingle() - 0.5f;
        }
        using AlignedBuffer factor = new(Panels.Length(rows, columns)), found = new(Panels.Length(inputs, columns));
        Panels.Pack(b.Pointer, b.Stride, 1, rows, columns, factor.Pointer);
        MatrixProduct.Run(
            width, ProductArguments.Transposed(a, rows, factor.Pointer, found.Pointer, inputs, columns), 0, inputs, 0,
            Panels.Count(columns));
        for (var input = 0; input < inputs; input++)
        {
            for (var column = 0; column < Panels.Count(columns) * Panels.Width; column++)
            {
                var expected = 0f;
                for (var row = 0; row < rows && column < columns; row++)
                    expected = MathF.FusedMultiplyAdd(a[row][input], b[row][column], expected);
                Assert.Equal(expected, found.Pointer[Panels.Offset(inputs, input, column)]);
            }
        }
    }

    private static void Check(ProductCase product)
    {
        var (expected, actual) = product.Run();
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
                Assert.Fail($"{product}: element {i} is {actual[i]:g9}, not {expected[i]:g9}");
        }
    }
}
