using System.Text;
using Engine.Tables;
using Parquet.Schema;

namespace Harness.ParquetNet.Writing;

/// <summary>What writes each kind of column.</summary>
internal static class ColumnWriters
{
    // Half a surrogate pair has no UTF-8: better an error than the replacement that Parquet.Net would write.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Dictionary<ColumnKind, ColumnWriter> ByKind = new()
    {
        [ColumnKind.Boolean] = Plain<bool>(),
        [ColumnKind.Int32] = Plain<int>(),
        [ColumnKind.Int64] = Plain<long>(),
        [ColumnKind.Float32] = Plain<float>(),
        [ColumnKind.Float64] = Plain<double>(),
        [ColumnKind.Text] = new ColumnWriter<string, ReadOnlyMemory<char>>(column => new DataField<string>(column.Name, column.Nullable), Text),
        [ColumnKind.Timestamp] = new ColumnWriter<long, long>(column => new DataField<long>(column.Name, column.Nullable), Moments.Check),
    };

    public static ColumnWriter For(ColumnKind kind) => ByKind[kind];

    private static ColumnWriter<T, T> Plain<T>() where T : struct => new(column => new DataField<T>(column.Name, column.Nullable), value => value);

    private static ReadOnlyMemory<char> Text(string text)
    {
        Utf8.GetByteCount(text);
        return text.AsMemory();
    }
}
