using System.Security.Cryptography;
using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Runs.Arrays;

/// <summary>Tables that others wrote: CSV with a header, a Parquet file, or a folder of Parquet files.</summary>
public static class DataTable
{
    private const string ParquetEnding = ".parquet";

    /// <summary>Reads a table whole, of which kind its content says. Of CSV a column of whole numbers of 64 bits is
    /// <see cref="ColumnKind.Int64"/>, one of numbers <see cref="ColumnKind.Float64"/>, any other <see cref="ColumnKind.Text"/>, whose
    /// description says which row holds no number; an empty field is null.</summary>
    /// <returns>The table, and the lower-case SHA-256 of its content: of the file's bytes (unpacked, where it is gzip), or of all files of
    /// a folder in the order of their names.</returns>
    /// <exception cref="UserErrorException">It is missing, damaged, too large, or no such table.</exception>
    public static (Table Table, string Sha256) Read(string fileOrFolder, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileOrFolder);
        if (Directory.Exists(fileOrFolder))
            return ReadFolder(fileOrFolder, cancellation);
        if (IsParquet(fileOrFolder))
            return ReadParquet([fileOrFolder], cancellation);
        try
        {
            return new CsvTable(fileOrFolder, cancellation).Read();
        }
        catch (OutOfMemoryException cause)
        {
            throw new UserErrorException(
                $"{fileOrFolder}: does not fit into memory: {AvailableMemory.Shortage("take fewer rows or columns")}", cause);
        }
    }

    private static bool IsParquet(string path)
    {
        using var file = new FileSource(path);
        var start = new byte[Math.Min(4, file.Length)];
        file.Read(0, start);
        return start.AsSpan().SequenceEqual("PAR1"u8);
    }

    private static (Table Table, string Sha256) ReadFolder(string folder, CancellationToken cancellation)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*" + ParquetEnding).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? ReadParquet(files, cancellation)
            : throw new UserErrorException(
                $"{folder}: has no {ParquetEnding} file. Name a CSV or Parquet file, or a folder of Parquet.");
    }

    private static (Table Table, string Sha256) ReadParquet(string[] paths, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tables = new List<Table>();
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            using var file = new FileSource(path);
            var bytes = file.ReadWhole(ParquetArrays.WriteSeveral);
            hash.AppendData(bytes);
            tables.Add(ParquetFormat.Read(bytes, path).Table);
            RequireSame(paths[0], tables[0].Schema, path, tables[^1].Schema);
        }
        return (Joined(tables, paths[0]), Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static void RequireSame(string first, TableSchema needed, string path, TableSchema found)
    {
        var (left, right) = (Columns(needed), Columns(found));
        if (left != right)
            throw new UserErrorException($"{path}: has the columns {right}; {first} has {left}. The files of a folder must have the same.");

        static string Columns(TableSchema schema) => string.Join(", ", schema.Columns.Select(column => $"{column.Name} {column.Kind}"));
    }

    private static Table Joined(List<Table> tables, string first)
    {
        if (tables.Count == 1)
            return tables[0];
        var rows = tables.Sum(table => (long)table.Rows);
        if (rows > Array.MaxLength)
            throw new UserErrorException($"{Path.GetDirectoryName(first)}: its files have {rows} rows, more than can be read at once.");
        var schema = tables[0].Schema with
        {
            Columns = [.. tables[0].Schema.Columns.Select(
                (column, i) => column with { Nullable = tables.Any(table => table.Schema.Columns[i].Nullable) })],
        };
        return new Table(schema, [.. schema.Columns.Select((column, i) => Joined(column, (int)rows, tables.Select(t => t.Columns[i])))]);
    }

    private static ColumnValues Joined(Column column, int rows, IEnumerable<ColumnValues> parts)
    {
        var values = Array.CreateInstance(Table.ElementType(column.Kind), rows);
        bool[]? present = null;
        var done = 0;
        foreach (var part in parts)
        {
            Array.Copy(part.Values, 0, values, done, part.Rows);
            if (part.Present is { } mask)
            {
                present ??= [.. Enumerable.Repeat(true, rows)];
                mask.CopyTo(present, done);
            }
            done += part.Rows;
        }
        return new ColumnValues(values, present);
    }
}
