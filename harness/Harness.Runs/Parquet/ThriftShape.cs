namespace Harness.Runs.Parquet;

/// <summary>The types of thrift's compact protocol, by their numbers.</summary>
internal enum CompactType
{
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Bytes = 8,
    List = 9,
    Struct = 12,
}

/// <summary>A value of thrift's: of which type, and for a list or a struct of what.</summary>
internal sealed record ThriftValue(CompactType Type, ThriftValue? Element = null, ThriftShape? Shape = null)
{
    public static readonly ThriftValue Bool = new(CompactType.True);
    public static readonly ThriftValue Byte = new(CompactType.Byte);
    public static readonly ThriftValue Int16 = new(CompactType.Int16);
    public static readonly ThriftValue Int32 = new(CompactType.Int32);
    public static readonly ThriftValue Int64 = new(CompactType.Int64);
    public static readonly ThriftValue Double = new(CompactType.Double);
    public static readonly ThriftValue Bytes = new(CompactType.Bytes);

    public static implicit operator ThriftValue(ThriftShape shape) => new(CompactType.Struct, Shape: shape);

    public static ThriftValue ListOf(ThriftValue element) => new(CompactType.List, element);
}

/// <summary>A struct of thrift's: its fields in the order of their ids from 1 on; null for an id that is not in use.</summary>
internal sealed class ThriftShape(params ThriftValue?[] fields)
{
    /// <summary>Null for an id that the struct does not have.</summary>
    public ThriftValue? Find(int id) => id >= 1 && id <= fields.Length ? fields[id - 1] : null;
}

/// <summary>The structs of parquet.thrift (parquet-format 2.11) that Parquet.Net 6.1.0 reads in a footer and before a page.</summary>
internal static class ParquetShapes
{
    private static readonly ThriftValue B = ThriftValue.Bool, I8 = ThriftValue.Byte, I16 = ThriftValue.Int16, I32 = ThriftValue.Int32;
    private static readonly ThriftValue I64 = ThriftValue.Int64, F64 = ThriftValue.Double, Bytes = ThriftValue.Bytes;

    private static readonly ThriftShape Empty = new();
    private static readonly ThriftShape TimeUnit = new(Empty, Empty, Empty);
    private static readonly ThriftShape Moment = new(B, TimeUnit);

    /// <summary>
    /// STRING, MAP, LIST, ENUM, DECIMAL, DATE, TIME, TIMESTAMP, none, INTEGER, UNKNOWN, JSON, BSON, UUID, FLOAT16, VARIANT, GEOMETRY,
    /// GEOGRAPHY.
    /// </summary>
    private static readonly ThriftShape LogicalType = new(
        Empty, Empty, Empty, Empty, new ThriftShape(I32, I32), Empty, Moment, Moment, null, new ThriftShape(I8, B),
        Empty, Empty, Empty, Empty, Empty, new ThriftShape(I8), new ThriftShape(Bytes), new ThriftShape(Bytes, I32));

    /// <summary>type, type_length, repetition_type, name, num_children, converted_type, scale, precision, field_id, logicalType.</summary>
    public static readonly ThriftShape SchemaElement = new(I32, I32, I32, Bytes, I32, I32, I32, I32, I32, LogicalType);

    /// <summary>The id of <c>num_children</c>.</summary>
    public const int Children = 5;

    private static readonly ThriftShape KeyValue = new(Bytes, Bytes);

    /// <summary>max, min, null_count, distinct_count, max_value, min_value, is_max_value_exact, is_min_value_exact.</summary>
    private static readonly ThriftShape Statistics = new(Bytes, Bytes, I64, I64, Bytes, Bytes, B, B);

    private static readonly ThriftShape PageEncodingStats = new(I32, I32, I32);
    private static readonly ThriftShape SizeStatistics = new(I64, ThriftValue.ListOf(I64), ThriftValue.ListOf(I64));
    private static readonly ThriftShape Box = new(F64, F64, F64, F64, F64, F64, F64, F64);
    private static readonly ThriftShape GeospatialStatistics = new(Box, ThriftValue.ListOf(I32));

    /// <summary>
    /// type, encodings, path_in_schema, codec, num_values, total_uncompressed_size, total_compressed_size, key_value_metadata,
    /// data_page_offset, index_page_offset, dictionary_page_offset, statistics, encoding_stats, bloom_filter_offset, bloom_filter_length,
    /// size_statistics, geospatial_statistics.
    /// </summary>
    private static readonly ThriftShape ColumnMetaData = new(
        I32, ThriftValue.ListOf(I32), ThriftValue.ListOf(Bytes), I32, I64, I64, I64, ThriftValue.ListOf(KeyValue), I64, I64, I64,
        Statistics, ThriftValue.ListOf(PageEncodingStats), I64, I32, SizeStatistics, GeospatialStatistics);

    /// <summary>
    /// file_path, file_offset, meta_data, offset_index_offset, offset_index_length, column_index_offset, column_index_length. What
    /// follows is of encryption.
    /// </summary>
    private static readonly ThriftShape ColumnChunk = new(Bytes, I64, ColumnMetaData, I64, I32, I64, I32);

    /// <summary>columns, total_byte_size, num_rows, sorting_columns, file_offset, total_compressed_size, ordinal.</summary>
    private static readonly ThriftShape RowGroup = new(
        ThriftValue.ListOf(ColumnChunk), I64, I64, ThriftValue.ListOf(new ThriftShape(I32, B, B)), I64, I64, I16);

    /// <summary>
    /// version, schema, num_rows, row_groups, key_value_metadata, created_by, column_orders. The later ones are of encryption.
    /// </summary>
    public static readonly ThriftShape FileMetaData = new(
        I32, ThriftValue.ListOf(SchemaElement), I64, ThriftValue.ListOf(RowGroup), ThriftValue.ListOf(KeyValue), Bytes,
        ThriftValue.ListOf(new ThriftShape(Empty)));

    /// <summary>num_values, encoding, definition_level_encoding, repetition_level_encoding, statistics.</summary>
    public static readonly ThriftShape DataPage = new(I32, I32, I32, I32, Statistics);

    /// <summary>num_values, encoding, is_sorted.</summary>
    public static readonly ThriftShape DictionaryPage = new(I32, I32, B);

    /// <summary>
    /// num_values, num_nulls, num_rows, encoding, definition_levels_byte_length, repetition_levels_byte_length, is_compressed,
    /// statistics.
    /// </summary>
    public static readonly ThriftShape DataPageV2 = new(I32, I32, I32, I32, I32, I32, B, Statistics);

    /// <summary>
    /// type, uncompressed_page_size, compressed_page_size, crc, data_page_header, index_page_header, dictionary_page_header,
    /// data_page_header_v2.
    /// </summary>
    public static readonly ThriftShape PageHeader = new(I32, I32, I32, I32, DataPage, Empty, DictionaryPage, DataPageV2);
}
