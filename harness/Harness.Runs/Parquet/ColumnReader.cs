using System.Numerics;
using System.Runtime.CompilerServices;
using Harness.Runs.Tables;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Harness.Runs.Parquet;

/// <summary>Reads one column, row group by row group.</summary>
internal abstract class ColumnReader(DataField field, ColumnKind kind)
{
    // Narrow and unsigned integers widen to the next kind that holds them.
    private static readonly Dictionary<System.Type, Func<DataField, ColumnReader>> ByType = new()
    {
        [typeof(bool)] = Plain<bool>(ColumnKind.Boolean),
        [typeof(sbyte)] = Wider<sbyte, int>(ColumnKind.Int32),
        [typeof(byte)] = Wider<byte, int>(ColumnKind.Int32),
        [typeof(short)] = Wider<short, int>(ColumnKind.Int32),
        [typeof(ushort)] = Wider<ushort, int>(ColumnKind.Int32),
        [typeof(int)] = Plain<int>(ColumnKind.Int32),
        [typeof(uint)] = Wider<uint, long>(ColumnKind.Int64),
        [typeof(long)] = Plain<long>(ColumnKind.Int64),
        [typeof(ulong)] = Wider<ulong, long>(ColumnKind.Int64),
        [typeof(float)] = Plain<float>(ColumnKind.Float32),
        [typeof(double)] = Plain<double>(ColumnKind.Float64),
        [typeof(ReadOnlyMemory<char>)] = field =>
            new ColumnReader<ReadOnlyMemory<char>, string>(field, ColumnKind.Text, new TextPool().Get, ""),
        [typeof(DateTime)] = field => new ColumnReader<DateTime, long>(field, ColumnKind.Timestamp, Milliseconds, 0),
    };

    public DataField Field { get; } = field;

    public Column Column { get; } = new(field.Name, kind, field.IsNullable, "");

    /// <summary>The values that have been read.</summary>
    public abstract ColumnValues Values { get; }

    /// <summary>Bytes that reading takes for each row, about.</summary>
    public abstract int BytesPerRow { get; }

    /// <exception cref="UnreadableFileException">The column is of no kind that the engine knows.</exception>
    public static ColumnReader For(Field field)
    {
        if (field is not DataField { IsArray: false } flat)
            throw Unsupported(field, "nested");
        return !ByType.TryGetValue(flat.ClrType, out var create) || flat is TimeDataField
            ? throw Unsupported(field, flat.ClrType.Name)
            : create(flat);
    }

    /// <summary>The column's part of a row group.</summary>
    public ColumnMetaData Chunk(ParquetRowGroupReader group) => group.GetMetadata(Field)!.MetaData!;

    /// <summary>Reads the column whole.</summary>
    /// <param name="rows">Of all groups.</param>
    /// <param name="begin">Called for each chunk before it is read.</param>
    public abstract Task ReadAsync(IReadOnlyList<ParquetRowGroupReader> groups, int rows, Action<ColumnMetaData> begin);

    private static Func<DataField, ColumnReader> Plain<T>(ColumnKind kind) where T : struct =>
        field => new ColumnReader<T, T>(field, kind, value => value, default);

    private static Func<DataField, ColumnReader> Wider<TStored, TValue>(ColumnKind kind)
        where TStored : struct, INumber<TStored>
        where TValue : struct, INumber<TValue> =>
        field => new ColumnReader<TStored, TValue>(field, kind, TValue.CreateChecked, default);

    /// <summary>Since 1970, rounded down.</summary>
    private static long Milliseconds(DateTime moment) =>
        (moment.Ticks / TimeSpan.TicksPerMillisecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond);

    private static UnreadableFileException Unsupported(Field field, string what) => new(
        $"column {field.Name} is {what}, which this reader does not know: "
        + "leave it out, or write it as booleans, 32- or 64-bit integers, floats, texts or timestamps");
}

/// <summary>
/// Reads values that Parquet.Net gives as <typeparamref name="TStored"/> and a table holds as <typeparamref name="TValue"/>.
/// </summary>
/// <param name="nothing">Stands at a null.</param>
internal sealed class ColumnReader<TStored, TValue>(DataField field, ColumnKind kind, Func<TStored, TValue> convert, TValue nothing)
    : ColumnReader(field, kind)
    where TStored : struct
{
    private TValue[] _values = [];
    private bool[]? _present;
    private int _filled;

    public override ColumnValues Values => new(_values, _present);

    public override int BytesPerRow => Unsafe.SizeOf<TStored>() + Unsafe.SizeOf<TValue>() + sizeof(int) + sizeof(bool);

    public override async Task ReadAsync(IReadOnlyList<ParquetRowGroupReader> groups, int rows, Action<ColumnMetaData> begin)
    {
        _values = new TValue[rows];
        foreach (var group in groups)
        {
            begin(Chunk(group));
            await ReadAsync(group);
        }
    }

    private async Task ReadAsync(ParquetRowGroupReader group)
    {
        var rows = (int)group.RowCount;
        var stored = new TStored[rows];
        var levels = Field.IsNullable ? new int[rows] : null;
        await group.ReadRawAsync<TStored>(Field, stored, levels?.AsMemory(), null);
        if (levels is null || !levels.Contains(0))
            Fill(stored);
        else
            Fill(stored, levels);
        _filled += rows;
    }

    private void Fill(TStored[] stored)
    {
        for (var i = 0; i < stored.Length; i++)
            _values[_filled + i] = convert(stored[i]);
    }

    private void Fill(TStored[] stored, int[] levels)
    {
        _present ??= AllPresent();
        var next = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            _present[_filled + i] = levels[i] != 0;
            _values[_filled + i] = levels[i] != 0 ? convert(stored[next++]) : nothing;
        }
    }

    private bool[] AllPresent()
    {
        var present = new bool[_values.Length];
        Array.Fill(present, true);
        return present;
    }
}

/// <summary>One string for all equal texts of a column: a run's id stands in every row.</summary>
internal sealed class TextPool
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlyMemory<char> text)
    {
        if (_lookup.TryGetValue(text.Span, out var known))
            return known;
        var added = text.ToString();
        _texts.Add(added);
        return added;
    }
}
