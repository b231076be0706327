using Engine;
using Engine.Tables;
using Harness.Parquet.Reading;
using Harness.Parquet.Writing;

namespace Harness.Parquet;

/// <summary>Parquet by our own hands, for flat tables: needs nothing but .NET and a Snappy codec.</summary>
/// <remarks>
/// Written: one version-1 data page after another, texts and repetitive integers by dictionary, all else plain, snappy. The same table and
/// metadata give the same bytes.
/// Read: flat columns in data pages of version 1 and 2; PLAIN, dictionary, RLE, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY and
/// BYTE_STREAM_SPLIT; uncompressed, snappy or gzip.
/// Narrow and unsigned integers widen to the next kind that holds them; timestamps of other units become microseconds, nanoseconds rounded
/// down.
/// Files are laid out as the Apache Parquet format (parquet.thrift and its companion documents) describes.
/// </remarks>
public sealed class EmbeddedParquet : ITableFormat
{
    private readonly ParquetOptions _options;

    public EmbeddedParquet() : this(new ParquetOptions()) { }

    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public EmbeddedParquet(ParquetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    public string Name => "embedded";

    /// <inheritdoc/>
    /// <remarks>The stream may be of any kind that can be written; the file begins where it stands. A column's description is not
    /// stored.</remarks>
    /// <exception cref="ArgumentException">The table has no column, two columns of one name, or a text that is not well-formed Unicode or
    /// longer than a page can hold.</exception>
    public void Write(Stream stream, Table table, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(metadata);
        new TableWriter(stream, _options).Write(table, metadata);
    }

    /// <inheritdoc/>
    public TableFile Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            return TableReader.Read(stream);
        }
        catch (UnreadableFileException e)
        {
            throw new UserErrorException($"{source}: {e.Message}", e);
        }
        // A few bytes of runs may rightly stand for billions of rows.
        catch (OutOfMemoryException e)
        {
            throw new UserErrorException($"{source}: the table does not fit into memory; write it as several files", e);
        }
    }
}
