using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>A table read back, by column; a column that is missing or of another kind is an error that names the file.</summary>
/// <param name="source">The file's path.</param>
public sealed class StoredTable(string source, TableFile file)
{
    public string Source => source;

    public int Rows => file.Table.Rows;

    public IReadOnlyDictionary<string, string> Metadata => file.Metadata;

    /// <remarks>Arrays are the table's own: they are read, not written.</remarks>
    /// <exception cref="UserErrorException">The file has no such column of texts.</exception>
    public string?[] Texts(string column) => Values<string>(column, (values, present) => present ? values : null);

    /// <summary>The same; null in all rows of a file of before there was such a column.</summary>
    public string?[] TextsIfAny(string column) => Find(column) is null ? new string?[Rows] : Texts(column);

    /// <exception cref="UserErrorException">The file has no such column of int32.</exception>
    public int[] Int32s(string column) => (int[])Column(column, typeof(int)).Values;

    /// <exception cref="UserErrorException">The file has no such column of booleans.</exception>
    public bool[] Booleans(string column) => (bool[])Column(column, typeof(bool)).Values;

    /// <summary>NaN where the value does not exist.</summary>
    /// <exception cref="UserErrorException">The file has no such column of float64.</exception>
    public double[] Float64s(string column) => Values<double>(column, (value, present) => present ? value : double.NaN)!;

    /// <summary>Names of the file's columns, in order.</summary>
    public IEnumerable<string> Columns => file.Table.Schema.Columns.Select(column => column.Name);

    /// <summary>Null where the file has no such column.</summary>
    public ColumnValues? Find(string column) => file.Table.Schema.Columns.Any(known => known.Name == column) ? file.Table[column] : null;

    /// <summary>The exception for content that contradicts itself.</summary>
    public UserErrorException Damaged(string what, Exception? cause = null)
    {
        var message = $"{source}: {what}. The file is damaged or not the engine's: remove it and run again with --resume.";
        return cause is null ? new UserErrorException(message) : new UserErrorException(message, cause);
    }

    private T?[] Values<T>(string column, Func<T, bool, T?> cell)
    {
        var found = Column(column, typeof(T));
        return found.Present is { } present
            ? [.. ((T[])found.Values).Select((value, row) => cell(value, present[row]))]
            : (T?[])found.Values;
    }

    private ColumnValues Column(string column, Type element)
    {
        var values = Find(column) ?? throw Damaged($"there is no column {column}");
        return values.Values.GetType().GetElementType() == element
            ? values
            : throw Damaged($"column {column} holds {values.Values.GetType().GetElementType()!.Name}, {element.Name} is needed");
    }
}
