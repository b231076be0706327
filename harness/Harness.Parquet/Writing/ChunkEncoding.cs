using System.Numerics;
using System.Runtime.InteropServices;
using Engine.Tables;

namespace Harness.Parquet.Writing;

/// <summary>Chooses how the values of a chunk are encoded. The choice depends on the values and the options alone.</summary>
internal static class ChunkEncoding
{
    public static ChunkValues Choose(ColumnKind kind, ColumnValues column, Range rows, ParquetOptions options) => kind switch
    {
        ColumnKind.Boolean => new BooleanValues(Existing<bool>(column, rows)),
        ColumnKind.Int32 => Integers(Existing<int>(column, rows)),
        ColumnKind.Int64 or ColumnKind.Timestamp => Integers(Existing<long>(column, rows)),
        ColumnKind.Float32 => new NumberValues<float>(Existing<float>(column, rows)),
        ColumnKind.Float64 => new NumberValues<double>(Existing<double>(column, rows)),
        ColumnKind.Text => Texts(Existing<string>(column, rows), options.DictionaryBytes),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a column kind without a Parquet type"),
    };

    private static ChunkValues Texts(ReadOnlyMemory<string> values, int dictionaryBytes) =>
        DistinctValues<string>.Find(values.Span, int.MaxValue) is { } distinct && TextValues.Size(distinct.Entries) <= dictionaryBytes
            ? new DictionaryValues(new TextValues(distinct.Entries), distinct.Indices)
            : new TextValues(values);

    /// <summary>A dictionary where it takes at most three quarters of the plain bytes. More distinct values than half of all cannot get
    /// there.</summary>
    private static ChunkValues Integers<T>(ReadOnlyMemory<T> values) where T : unmanaged, INumber<T>
    {
        var distinct = DistinctValues<T>.Find(values.Span, values.Length / 2);
        if (distinct is null)
            return new NumberValues<T>(values);
        var (plainBits, entries) = (Marshal.SizeOf<T>() * 8L, distinct.Entries.Length);
        var dictionaryBits = entries * plainBits + (long)values.Length * DictionaryValues.WidthFor(entries);
        return dictionaryBits * 4 <= values.Length * plainBits * 3
            ? new DictionaryValues(new NumberValues<T>(distinct.Entries), distinct.Indices)
            : new NumberValues<T>(values);
    }

    /// <summary>The values of <paramref name="rows"/> that exist; a view where all do.</summary>
    private static ReadOnlyMemory<T> Existing<T>(ColumnValues column, Range rows)
    {
        var values = ((T[])column.Values).AsMemory(rows);
        if (column.Present is null || !column.Present.AsSpan(rows).Contains(false))
            return values;
        var (source, present) = ((T[])column.Values, column.Present);
        var existing = new T[present.AsSpan(rows).Count(true)];
        var next = 0;
        for (var row = rows.Start.Value; row < rows.End.Value; row++)
            if (present[row])
                existing[next++] = source[row];
        return existing;
    }
}
