using System.Numerics;
using Engine.Tables;
using Parquet.Schema;

namespace Harness.ParquetNet.Reading;

/// <summary>Finds what a column of the file is in the engine's terms. Narrow and unsigned integers widen to the next kind that holds
/// them.</summary>
internal static class ColumnReaders
{
    private static readonly Dictionary<Type, Func<DataField, ColumnReader>> ByType = new()
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
        [typeof(ReadOnlyMemory<char>)] = field => new ColumnReader<ReadOnlyMemory<char>, string>(field, ColumnKind.Text, new TextPool().Get, ""),
        [typeof(DateTime)] = field => new ColumnReader<DateTime, long>(field, ColumnKind.Timestamp, Moments.ToMicroseconds, 0),
    };

    /// <exception cref="UnreadableFileException">The column is of no kind that the engine knows.</exception>
    public static ColumnReader For(Field field)
    {
        if (field is not DataField { IsArray: false } flat)
            throw Unsupported(field, "nested");
        return !ByType.TryGetValue(flat.ClrType, out var create) || flat is TimeDataField
            ? throw Unsupported(field, flat.ClrType.Name)
            : create(flat);
    }

    private static Func<DataField, ColumnReader> Plain<T>(ColumnKind kind) where T : struct =>
        field => new ColumnReader<T, T>(field, kind, value => value, default);

    private static Func<DataField, ColumnReader> Wider<TStored, TValue>(ColumnKind kind)
        where TStored : struct, INumber<TStored>
        where TValue : struct, INumber<TValue> =>
        field => new ColumnReader<TStored, TValue>(field, kind, TValue.CreateChecked, default);

    private static UnreadableFileException Unsupported(Field field, string what) => new(
        $"column {field.Name} is {what}, which this reader does not know: leave it out, or write it as booleans, 32- or 64-bit integers, floats, texts or timestamps");
}
