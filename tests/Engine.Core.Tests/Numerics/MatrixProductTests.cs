using Engine.Numerics;

namespace Engine.Core.Tests.Numerics;

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
