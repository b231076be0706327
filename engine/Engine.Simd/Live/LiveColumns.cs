using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Engine.Simd.Live;

/// <summary>The columns of a batch's outputs that are not 0 for every sample: the neurons that take part in a step.</summary>
internal sealed unsafe class LiveColumns
{
    private readonly int[] _columns;
    private readonly int[] _bits;

    /// <summary>All columns, until <see cref="Find"/> is asked.</summary>
    public LiveColumns(int columns)
    {
        (_columns, _bits) = (new int[columns], new int[Panels.Count(columns) * Panels.Width]);
        TakeAll();
    }

    public int Count { get; private set; }

    /// <summary>Whether it pays to leave the others out: otherwise all columns are taken.</summary>
    public bool AreFew => Count < _columns.Length;

    /// <summary><c>[Count]</c>, ascending.</summary>
    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, Count);

    public void Find(RowMatrix matrix, int rows)
    {
        _bits.AsSpan().Clear();
        fixed (int* bits = _bits)
        {
            for (var row = 0; row < rows; row++)
            {
                var values = (int*)matrix.Row(row);
                for (var i = 0; i < _bits.Length; i += Vector256<int>.Count)
                    (Vector256.Load(bits + i) | Vector256.Load(values + i)).Store(bits + i);
            }
        }
        Count = 0;
        for (var column = 0; column < _columns.Length; column++)
        {
            // Without the sign: both zeros are 0.
            if (_bits[column] << 1 != 0)
                _columns[Count++] = column;
        }
        if (Count * 4 > _columns.Length * 3)
            TakeAll();
    }

    /// <summary>Where each panel's columns begin in <see cref="Columns"/>.</summary>
    public int FirstOf(int panel)
    {
        var place = Columns.BinarySearch(panel * Panels.Width);
        return place < 0 ? ~place : place;
    }

    /// <summary>Moves the columns of some rows next to each other.</summary>
    public void Gather(RowMatrix from, RowMatrix to, int first, int count)
    {
        var columns = Columns;
        for (var row = first; row < first + count; row++)
        {
            float* source = from.Row(row), target = to.Row(row);
            for (var i = 0; i < columns.Length; i++)
                target[i] = source[columns[i]];
        }
    }

    /// <summary>Moves the columns of some rows back to their places, with 0 in all others.</summary>
    public void Spread(RowMatrix from, RowMatrix to, int first, int count)
    {
        var columns = Columns;
        for (var row = first; row < first + count; row++)
        {
            to[row].Clear();
            float* source = from.Row(row), target = to.Row(row);
            for (var i = 0; i < columns.Length; i++)
                target[columns[i]] = source[i];
        }
    }

    private void TakeAll()
    {
        Count = _columns.Length;
        for (var column = 0; column < _columns.Length; column++)
            _columns[column] = column;
    }
}
