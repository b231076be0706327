using Engine.Numerics;

namespace Benchmarks.Subjects;

/// <summary>One matrix product <c>[m, k] [k, n]</c> of random factors, as the engine takes samples through a layer.</summary>
internal sealed unsafe class ProductSubject : IDisposable
{
    /// <summary>Images that the engine takes through a layer at a time.</summary>
    private const int Block = 240;

    /// <summary>Sums of thousands of products below a quarter.</summary>
    private const double Tolerance = 1e-4;

    private readonly RowMatrix _a, _b, _c;
    private readonly AlignedBuffer _panels;

    public ProductSubject(int m, int k, int n)
    {
        (_a, _b, _c, _panels) = (Random(m, k), Random(k, n), new RowMatrix(m, n), new AlignedBuffer(Panels.Length(k, n)));
        Panels.Pack(_b.Pointer, _b.Stride, 1, k, n, _panels.Pointer);
    }

    public void Multiply()
    {
        var product = ProductArguments.Rows(_a, _b.Rows, _panels.Pointer, _c);
        for (var first = 0; first < _a.Rows; first += Block)
            MatrixProduct.Run(VectorWidths.Widest, product, first, Math.Min(Block, _a.Rows - first), 0, Panels.Count(_b.Columns));
    }

    /// <summary>Multiplies, and holds some rows against float64.</summary>
    /// <exception cref="WrongResultException">An element differs.</exception>
    public void RequireRight()
    {
        Multiply();
        foreach (var row in new[] { 0, _a.Rows / 2, _a.Rows - 1 })
        {
            for (var column = 0; column < _b.Columns; column++)
            {
                var exact = 0.0;
                for (var k = 0; k < _b.Rows; k++)
                    exact += (double)_a[row][k] * _b[k][column];
                if (Math.Abs(exact - _c[row][column]) > Tolerance)
                    throw new WrongResultException($"product [{_a.Rows}, {_b.Rows}] [{_b.Rows}, {_b.Columns}]: element [{row}, "
                        + $"{column}] is {_c[row][column]}, by float64 {exact}");
            }
        }
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
        _panels.Dispose();
    }

    private static RowMatrix Random(int rows, int columns)
    {
        var random = new Random(rows + columns);
        var matrix = new RowMatrix(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            foreach (ref var value in matrix[row])
                value = random.NextSingle() - 0.5f;
        }
        return matrix;
    }
}
