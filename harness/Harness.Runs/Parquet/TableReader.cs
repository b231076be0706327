using Engine;
using Harness.Runs.Tables;
using Parquet;

namespace Harness.Runs.Parquet;

/// <summary>Reads a file whose footer has been checked.</summary>
internal static class TableReader
{
    /// <summary>A table may take this share of the memory that there is.</summary>
    private const int MemoryShare = 4;

    // Dates as dates, so that they are told from moments.
    private static ParquetOptions Options => new()
    {
        UseDateOnlyTypeForDates = true,
        TreatByteArrayAsString = true,
        TreatBigIntegersAsDates = false,
    };

    /// <param name="isVerified">Whether the file's checksum says that it is as it was written. What another file says of its size is
    /// believed up to a share of the machine's memory.</param>
    /// <param name="wanted">Columns that are read, as far as there are such; null for all.</param>
    public static async Task<TableFile> ReadAsync(byte[] file, bool isVerified, IReadOnlySet<string>? wanted)
    {
        using var input = new BoundedInput(file);
        await using var reader = await ParquetReader.CreateAsync(input, Options);
        ColumnReader[] columns = [.. reader.Schema.Fields.Where(field => wanted?.Contains(field.Name) != false).Select(ColumnReader.For)];
        var rows = CountRows(reader, columns);
        var limit = AvailableMemory.Bytes / (isVerified ? 1 : MemoryShare);
        try
        {
            RequireRoom(rows, columns.Length, columns.Sum(column => column.BytesPerRow), limit);
        }
        catch (UnreadableFileException cause) when (isVerified)
        {
            throw new InsufficientMemoryException(cause.Message, cause);
        }
        var check = new ChunkCheck(file, FooterCheck.Begin(file), limit);
        // All are checked before memory is taken for any.
        var pages = columns.SelectMany(column => reader.RowGroups.Select(column.Chunk)).ToDictionary(chunk => chunk, check.Pages);
        foreach (var column in columns)
            await column.ReadAsync(reader.RowGroups, rows, chunk => input.Bound(pages[chunk]));
        var schema = new TableSchema(reader.Metadata!.Schema[0].Name, [.. columns.Select(column => column.Column)]);
        return new TableFile(new Table(schema, [.. columns.Select(column => column.Values)]), Metadata(reader), isVerified);
    }

    /// <summary>The rows of the file, once all that states their number agrees: memory is reserved for what is stated.</summary>
    private static int CountRows(ParquetReader reader, ColumnReader[] columns)
    {
        if (columns.GroupBy(column => column.Field.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UnreadableFileException($"it has {twice.Count()} columns of the name {twice.Key}; names must differ");
        var rows = reader.RowGroups.Sum(group => group.RowCount);
        if (rows != reader.Metadata!.NumRows || reader.RowGroups.Any(group => group.RowCount < 0))
            throw UnreadableFileException.Damaged($"{reader.Metadata.NumRows} rows are announced, its row groups have {rows}");
        foreach (var group in reader.RowGroups)
        {
            if (columns.FirstOrDefault(column => group.GetMetadata(column.Field)?.MetaData?.NumValues != group.RowCount) is { } wrong)
                throw UnreadableFileException.Damaged($"column {wrong.Field.Name} lacks values of a row group of {group.RowCount} rows");
        }
        return rows <= Array.MaxLength
            ? (int)rows
            : throw new UnreadableFileException($"{rows} rows are more than can be read at once; write the table as several files");
    }

    /// <summary>A few bytes may stand for billions of rows.</summary>
    internal static void RequireRoom(int rows, int columns, int bytesPerRow, long limit)
    {
        var need = (double)rows * bytesPerRow;
        if (need > limit)
            throw new UnreadableFileException(
                $"{rows} rows of {columns} columns take {need / 1e9:0.0} GB, more than the {limit / 1e9:0.0} GB that may be taken here; "
                + "write the table as several files");
    }

    private static Dictionary<string, string> Metadata(ParquetReader reader) =>
        reader.Metadata!.KeyValueMetadata?.Where(pair => pair.Key != FileChecksum.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal) ?? [];
}

/// <summary>
/// A file in memory, so that no read of Parquet.Net's waits, that gives out no bytes beyond the part that was checked: Parquet.Net looks
/// for missing values in whatever follows.
/// </summary>
internal sealed class BoundedInput(byte[] file) : MemoryStream(file, writable: false)
{
    private int _begin;
    private int _end = int.MaxValue;

    public void Bound(Range part) => (_begin, _end) = (part.Start.Value, part.End.Value);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Within(count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Within(buffer.Length)]);

    public override int ReadByte()
    {
        Within(1);
        return base.ReadByte();
    }

    private int Within(int count)
    {
        if (count > 0 && (Position < _begin || Position >= _end))
            throw UnreadableFileException.Damaged("its pages end before its values do");
        return (int)Math.Min(count, _end - Position);
    }
}
