namespace Engine.Numerics;

/// <summary>A float32 matrix <c>[rows, columns]</c>, row after row, each padded with zeros to whole cache lines.</summary>
/// <remarks>A row has an odd number of cache lines, so that the same column of many rows does not fall into one set of the cache.
/// Kernels may read and write the padding; what they write there never reaches a column.</remarks>
public sealed unsafe class RowMatrix : IDisposable
{
    private readonly AlignedBuffer _buffer;

    public RowMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Stride = StrideFor(columns);
        _buffer = new AlignedBuffer((long)rows * Stride);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    public float* Pointer => _buffer.Pointer;

    public float* Row(int row) => Pointer + ((long)row * Stride);

    /// <summary>The columns of one row.</summary>
    public Span<float> this[int row] => new(Row(row), Columns);

    public static int StrideFor(int columns)
    {
        var lines = (columns + Panels.Width - 1) / Panels.Width;
        return (lines | 1) * Panels.Width;
    }

    public void Dispose() => _buffer.Dispose();
}
