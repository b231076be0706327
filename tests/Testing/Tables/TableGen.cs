using FsCheck;
using FsCheck.Fluent;
using Harness.Runs.Tables;

namespace Testing.Tables;

/// <summary>Random tables.</summary>
internal static class TableGen
{
    /// <summary>In milliseconds: the years 1 to 9999, which every library can hold.</summary>
    public const long FirstMoment = -62_135_596_800_000;
    public const long LastMoment = 253_402_300_799_999;

    /// <summary>Moments of the calendar.</summary>
    public static Gen<long> Moments { get; } = Gen.OneOf(
        Gen.Elements(FirstMoment, LastMoment, 0, -1),
        AnyLong.Select(value => FirstMoment + (long)((ulong)value % (LastMoment - FirstMoment + 1UL))));

    public static Gen<long> AnyLong => ArbMap.Default.GeneratorFor<long>();

    /// <param name="moments">What timestamps are drawn from.</param>
    public static Gen<Table> Tables(Gen<long> moments) =>
        from rows in Gen.Choose(0, 200)
        from kinds in Gen.NonEmptyListOf(Gen.Elements(Enum.GetValues<ColumnKind>()))
        from columns in Gen.CollectToList(kinds.Take(8), kind => Column(kind, rows, moments))
        select TestTable.Columns([.. columns.Select((column, i) => ($"column {i}", column.Kind, column.Values, column.Present,
            column.Nullable))]);

    private static Gen<(ColumnKind Kind, Array Values, bool[]? Present, bool Nullable)> Column(
        ColumnKind kind, int rows, Gen<long> moments) =>
        from values in Values(kind, rows, moments)
        from nullable in Gen.Elements(true, false)
        from nulls in Gen.Elements(0, 1, 5, 10)
        from dice in Gen.Choose(1, 10).ArrayOf(rows)
        select (kind, values, nullable ? dice.Select(die => die > nulls).ToArray() : null, nullable);

    private static Gen<Array> Values(ColumnKind kind, int rows, Gen<long> moments) => kind switch
    {
        ColumnKind.Boolean => Filled(Gen.Elements(true, false), rows),
        ColumnKind.Int32 => Filled(Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(int.MinValue, int.MaxValue)), rows),
        ColumnKind.Int64 => Filled(Gen.OneOf(Gen.Choose(0, 5).Select(value => (long)value), AnyLong), rows),
        ColumnKind.Float32 => Filled(ArbMap.Default.GeneratorFor<float>(), rows),
        ColumnKind.Float64 => Filled(ArbMap.Default.GeneratorFor<double>(), rows),
        ColumnKind.Text => Filled(Texts(), rows),
        ColumnKind.Timestamp => Filled(moments, rows),
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
