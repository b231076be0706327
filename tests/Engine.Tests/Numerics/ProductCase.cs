using Engine.Numerics;

namespace Engine.Tests.Numerics;

/// <summary>One product of random factors, computed by the kernel and by hand.</summary>
internal sealed unsafe record ProductCase(VectorWidth Width, int Rows, int Depth, int Columns)
{
    private const float Untouched = -77;

    public bool Start { get; init; }

    /// <summary>Rows of A and C through index arrays, in reverse and rotated.</summary>
    public bool Indexed { get; init; }

    /// <summary>A stored by columns.</summary>
    public bool Transposed { get; init; }

    public int FirstRow { get; init; }

    public int RowCount { get; init; } = -1;

    public int FirstPanel { get; init; }

    public int PanelCount { get; init; } = -1;

    /// <summary>Rows of B beyond the depth that is summed.</summary>
    public int ExtraDepth { get; init; }

    private int Count => RowCount < 0 ? Rows - FirstRow : RowCount;

    private int LastPanel => PanelCount < 0 ? Panels.Count(Columns) : Math.Min(Panels.Count(Columns), FirstPanel + PanelCount);

    /// <returns>C as <c>[rows, whole panels]</c>, expected and found; what the product must leave alone included.</returns>
    public (float[] Expected, float[] Actual) Run()
    {
        var random = new Random((Rows * 1000) + Depth + Columns);
        float[] a = Draw(random, Rows * Math.Max(Depth, 1)), b = Draw(random, (Depth + ExtraDepth) * Columns);
        var start = Draw(random, Panels.Count(Columns) * Panels.Width);
        int[] aIndex = [.. Enumerable.Range(0, Rows).Reverse()], cIndex = [.. Enumerable.Range(0, Rows).Select(row => (row + 1) % Rows)];
        var expected = Expected(a, b, start, aIndex, cIndex);
        return (expected, Kernel(a, b, start, aIndex, cIndex));
    }

    private float[] Expected(float[] a, float[] b, float[] start, int[] aIndex, int[] cIndex)
    {
        var padded = Panels.Count(Columns) * Panels.Width;
        var c = new float[Rows * padded];
        Array.Fill(c, Untouched);
        for (var row = FirstRow; row < FirstRow + Count; row++)
        {
            for (var column = FirstPanel * Panels.Width; column < LastPanel * Panels.Width; column++)
            {
                var sum = Start ? start[column] : 0f;
                for (var k = 0; k < Depth; k++)
                    sum = MathF.FusedMultiplyAdd(
                        A(a, Indexed ? aIndex[row] : row, k), column < Columns ? b[(k * Columns) + column] : 0, sum);
                c[((Indexed ? cIndex[row] : row) * padded) + column] = sum;
            }
        }
        return c;
    }

    private float A(float[] a, int row, int k) => Transposed ? a[(k * Rows) + row] : a[(row * Depth) + k];

    private float[] Kernel(float[] a, float[] b, float[] start, int[] aIndex, int[] cIndex)
    {
        var padded = Panels.Count(Columns) * Panels.Width;
        var c = new float[Rows * padded];
        Array.Fill(c, Untouched);
        using var panels = new AlignedBuffer(Panels.Length(Depth + ExtraDepth, Columns));
        fixed (float* pa = a, pb = b, pc = c, ps = start)
        fixed (int* pai = aIndex, pci = cIndex)
        {
            Panels.Pack(pb, Columns, 1, Depth + ExtraDepth, Columns, panels.Pointer);
            var product = new ProductArguments
            {
                A = pa,
                ARow = Transposed ? 1 : Depth,
                AStep = Transposed ? Rows : 1,
                AIndex = Indexed ? pai : null,
                B = panels.Pointer,
                PanelDepth = Depth + ExtraDepth,
                Depth = Depth,
                Columns = Columns,
                C = pc,
                CRow = padded,
                CPanel = Panels.Width,
                CIndex = Indexed ? pci : null,
                Start = Start ? ps : null,
            };
            MatrixProduct.Run(Width, product, FirstRow, Count, FirstPanel, Math.Max(0, LastPanel - FirstPanel));
        }
        return c;
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
