using Engine;
using Harness.Runs.Tables;
using Parquet;

namespace Harness.Runs.Parquet;

/// <summary>Flat tables as Parquet files, written and read by Parquet.Net, with a checksum of our own.</summary>
/// <remarks>
/// Row groups of one page for each column, texts by dictionary, all else plain, zstd. The same table and metadata give the same bytes.
/// Parquet.Net writes no checksums and trusts what it reads: a file's <see cref="FileChecksum"/> is compared, and whatever in it states a
/// length is checked by <see cref="FooterCheck"/> and <see cref="ChunkCheck"/>, before Parquet.Net sees it.
/// It bounds texts in the order of their UTF-16 units, which differs from that of their bytes where characters beyond U+FFFF meet others
/// from U+E000 on.
/// </remarks>
public class ParquetFormat
{
    private const string CopyAgain = "copy it again";

    private readonly int _rowsPerGroup;

    /// <param name="rowsPerGroup">Rows of a row group, the unit that readers skip by its bounds and read in parallel.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public ParquetFormat(int rowsPerGroup = 131_072)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerGroup, 1);
        _rowsPerGroup = rowsPerGroup;
    }

    /// <summary>
    /// Writes a whole file from where the stream stands, which stays open. A column's description and the table's name are not stored.
    /// </summary>
    /// <param name="metadata">The file's key-value metadata, beside the checksum.</param>
    /// <exception cref="ArgumentException">The table has no column, two columns of one name, a text that is not well-formed Unicode, or a
    /// moment before year 1 or after 9999.</exception>
    public virtual void Write(Stream stream, Table table, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(metadata);
        // In memory Parquet.Net's asynchronous writes are done when they return.
        using var file = new MemoryStream();
        new TableWriter(file, _rowsPerGroup).WriteAsync(table, metadata).GetAwaiter().GetResult();
        var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
        FileChecksum.Seal(bytes);
        stream.Write(bytes);
    }

    /// <summary>
    /// Reads a whole file. Numbers that are not the engine's own kinds widen to the next that holds them; moments are rounded down to
    /// milliseconds.
    /// </summary>
    /// <param name="source">What to call the file in an error.</param>
    /// <param name="needsChecksum">Whether a file without a checksum is damaged, since every file of its folder was written with
    /// one.</param>
    /// <param name="remedy">Of a damaged file.</param>
    /// <param name="columns">The columns that are wanted, as far as the file has them; null for all.</param>
    /// <exception cref="UserErrorException">The content is not a Parquet file, is damaged, or uses a feature this reader lacks.</exception>
    /// <exception cref="OutOfMemoryException">There is not enough for a file that is as it was written.</exception>
    public static TableFile Read(
        byte[] file, string source, bool needsChecksum = false, string remedy = CopyAgain, IReadOnlySet<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        bool? matches = null;
        try
        {
            matches = FileChecksum.Matches(file);
            if (matches == false)
                throw UnreadableFileException.Damaged("its content does not match its checksum");
            if (matches is null && needsChecksum)
                throw UnreadableFileException.Damaged("it has no checksum, which all files of this folder were written with");
            FooterCheck.Check(file);
            return TableReader.ReadAsync(file, matches == true, columns).GetAwaiter().GetResult();
        }
        // Bytes that make no sense end in an exception of any kind inside Parquet.Net. A file that is as it was written is not at fault.
        catch (Exception cause) when (matches != true || cause is not OutOfMemoryException)
        {
            throw new UserErrorException($"{source}: {Explain(cause, remedy)}", cause);
        }
    }

    private static string Explain(Exception cause, string remedy) => cause switch
    {
        UnreadableFileException { IsDamage: false } known => known.Message,
        UnreadableFileException damage => Damage(damage.Message, remedy),
        OutOfMemoryException => "the table does not fit into memory; write it as several files",
        NotSupportedException or NotImplementedException =>
            $"it uses something that Parquet.Net does not know ({cause.Message}); write it with zstd, snappy or no compression",
        ParquetException or IOException => Damage(cause.Message.TrimEnd('.'), remedy),
        _ => Damage($"Parquet.Net cannot make sense of it ({cause.GetType().Name}: {cause.Message})", remedy),
    };

    private static string Damage(string what, string remedy) => $"{what}. The file is damaged or incomplete: {remedy}";
}
