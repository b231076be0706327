using Engine;
using Engine.Tables;
using Harness.ParquetNet.Reading;
using Harness.ParquetNet.Writing;

namespace Harness.ParquetNet;

/// <summary>Parquet by Parquet.Net, for flat tables: the same columns, nulls and metadata as the embedded format.</summary>
/// <remarks>
/// Written: row groups of the embedded writer's size with one page for each column, texts by dictionary, all else plain, snappy (which
/// every reader knows, the embedded one included). The same table and metadata give the same bytes.
/// Parquet.Net reads moments as <see cref="DateTime"/> (years 1 to 9999), writes no checksums, and bounds texts in the order of their UTF-16
/// units, which differs from that of their bytes where characters beyond U+FFFF meet others from U+E000 on.
/// </remarks>
public sealed class ParquetNetFormat : ITableFormat
{
    private readonly int _rowsPerGroup;

    /// <param name="rowsPerGroup">Rows of a row group, the unit that readers skip by its bounds and read in parallel.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ParquetNetFormat(int rowsPerGroup = 131_072)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerGroup, 1);
        _rowsPerGroup = rowsPerGroup;
    }

    public string Name => "parquet-net";

    /// <inheritdoc/>
    /// <remarks>The stream may be of any kind that can be written; the file begins where it stands. A column's description is not
    /// stored.</remarks>
    /// <exception cref="ArgumentException">The table has no column, two columns of one name, a text that is not well-formed Unicode, or a
    /// moment before year 1 or after 9999.</exception>
    public void Write(Stream stream, Table table, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(metadata);
        using var output = new SynchronousOutput(stream);
        new TableWriter(output, _rowsPerGroup).WriteAsync(table, metadata).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public TableFile Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        using var input = MeteredInput.Load(stream, source);
        try
        {
            return TableReader.ReadAsync(input).GetAwaiter().GetResult();
        }
        // Bytes that make no sense end in an exception of any kind inside Parquet.Net; the stream itself has been read already.
        catch (Exception cause)
        {
            throw new UserErrorException($"{source}: {Unreadable.Explain(cause)}", cause);
        }
    }
}
