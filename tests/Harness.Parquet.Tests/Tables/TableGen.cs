using Engine.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Harness.Parquet.Tests.Tables;

/// <summary>Random tables and random ways to lay them out.</summary>
internal static class TableGen
{
    public static Arbitrary<(Table Table, ParquetOptions Options)> Cases { get; } = Gen.Zip(Tables(),
        Options()).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    private static Gen<ParquetOptions> Options() =>
        from rows in Gen.Elements(1, 7, 64, 1000)
        from page in Gen.Elements(1, 9, 200, 1 << 20)
        from dictionary in Gen.Elements(0, 40, 1 << 20)
        from compress in Gen.Elements(true, false)
        from checksums in Gen.Elements(true, false)
        select new ParquetOptions { RowsPerGroup = rows, PageBytes = page, DictionaryBytes = dictionary, Compress = compress,
            Checksums = checksums };

    private static Gen<Table> Tables() =>
        from rows in Gen.Choose(0, 200)
        from kinds in Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<ColumnKind>()))
        from columns in Gen.CollectToList(kinds.Take(8), kind => Column(kind, rows))
        select TestTable.Columns([.. columns.Select((column, i) => ($"column {i}", column.Kind, column.Values, column.Present,
            column.Nullable))]);

    private static Gen<(ColumnKind Kind, Array Values, bool[]? Present, bool Nullable)> Column(ColumnKind kind, int rows) =>
        from values in Values(kind, rows)
        from nullable in Gen.Elements(true, false)
        from nulls in Gen.Elements(0, 1, 5, 10)
        from dice in Gen.Choose(1, 10).ArrayOf(rows)
        select (kind, values, nullable ? dice.Select(die => die > nulls).ToArray() : null, nullable);

    private static Gen<Array> Values(ColumnKind kind, int rows) => kind switch
    {
        ColumnKind.Boolean => Filled(Gen.Elements(true, false), rows),
        ColumnKind.Int32 => Filled(Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(int.MinValue, int.MaxValue)), rows),
        ColumnKind.Int64 => Filled(Gen.OneOf(Gen.Choose(0, 5).Select(value => (long)value), ArbMap.Default.GeneratorFor<long>()), rows),
        ColumnKind.Float32 => Filled(ArbMap.Default.GeneratorFor<float>(), rows),
        ColumnKind.Float64 => Filled(ArbMap.Default.GeneratorFor<double>(), rows),
        ColumnKind.Text => Filled(Texts(), rows),
        ColumnKind.Timestamp => Filled(ArbMap.Default.GeneratorFor<long>(), rows),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Gen<string> Texts() =>
        Gen.Elements("", "a", "layer-1", "\0", "é", "漢", "\uFFFD", "\uE000", "🎈", "\U0010FFFF",
            new string('x', 70)).ListOf(3).Select(string.Concat);

    // Runs of one value as well as single ones, so that both halves of the hybrid encoding meet.
    private static Gen<Array> Filled<T>(Gen<T> one, int rows) =>
        from run in Gen.Elements(1, 3, 8, 100)
        from values in one.ArrayOf(rows / run + 1)
        select (Array)Enumerable.Range(0, rows).Select(row => values[row / run]).ToArray();
}
