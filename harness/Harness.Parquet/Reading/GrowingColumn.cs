namespace Harness.Parquet.Reading;

/// <summary>Rows of a column, growing with what its pages bring: a footer that lies about the count of rows costs no memory.</summary>
internal sealed class GrowingColumn<T>(bool nullable)
{
    private T[] _values = [];
    private bool[] _present = [];
    private int _rows;

    public T[] Values => _rows == _values.Length ? _values : _values[.._rows];

    /// <summary>Per row whether the value exists; null when all do.</summary>
    public bool[]? Present => _present.AsSpan(0, nullable ? _rows : 0).Contains(false) ? _present[.._rows] : null;

    /// <summary>Adds rows to be filled.</summary>
    /// <param name="present">Per added row whether its value exists; empty for a column without nulls.</param>
    public Span<T> Add(int rows, out Span<bool> present)
    {
        var start = _rows;
        _rows = checked(_rows + rows);
        if (_rows > _values.Length)
            Grow((int)Math.Min(Math.Max(_rows, 2L * _values.Length), Array.MaxLength));
        present = nullable ? _present.AsSpan(start, rows) : [];
        return _values.AsSpan(start, rows);
    }

    private void Grow(int capacity)
    {
        Array.Resize(ref _values, capacity);
        if (nullable)
            Array.Resize(ref _present, capacity);
    }
}
