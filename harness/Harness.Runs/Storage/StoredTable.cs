using Engine;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>A table read back, by column; a column that is missing or of another kind is an error that names the file.</summary>
/// <param name="source">The file's path.</param>
public sealed class StoredTable(string source, TableFile file)
{
    /// <summary>Says which epoch of training a row is of; null at the end.</summary>
    public const string EpochColumn = "epoch";

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

    /// <summary>A number of the first row; null where it does not exist, also in a file of before there was such a column.</summary>
    /// <exception cref="UserErrorException">The column is not of int64.</exception>
    public long? FirstInt64IfAny(string column) => Find(column) is { } found && Column(column, typeof(long)) is { Values: long[] values }
        && found.IsPresent(0) ? values[0] : null;

    /// <exception cref="UserErrorException">The file has no such column of booleans.</exception>
    public bool[] Booleans(string column) => (bool[])Column(column, typeof(bool)).Values;

    /// <summary>NaN where the value does not exist.</summary>
    /// <exception cref="UserErrorException">The file has no such column of float64.</exception>
    public double[] Float64s(string column) => Values<double>(column, (value, present) => present ? value : double.NaN)!;

    /// <summary>Names of the file's columns, in order.</summary>
    public IEnumerable<string> Columns => file.Table.Schema.Columns.Select(column => column.Name);

    /// <summary>Null where the file has no such column.</summary>
    public ColumnValues? Find(string column) => file.Table.Schema.Columns.Any(known => known.Name == column) ? file.Table[column] : null;

    /// <summary>The rows of the network at the end of training, without those of earlier epochs.</summary>
    public StoredTable AtTheEnd() => Where(epoch => epoch is null);

    /// <summary>The rows of the network at epochs of its training.</summary>
    public StoredTable DuringTraining() => Where(epoch => epoch is not null);

    private StoredTable Where(Func<int?, bool> isWanted)
    {
        // Tables without the column are of the end alone.
        var epochs = Find(EpochColumn);
        if (epochs is not null and not { Values: int[] })
            throw Damaged($"column {EpochColumn} holds no numbers");
        var rows = Enumerable.Range(0, Rows)
            .Where(row => isWanted(epochs is { Values: int[] values } && epochs.IsPresent(row) ? values[row] : null)).ToArray();
        return rows.Length == Rows ? this : new StoredTable(source, file with { Table = file.Table.Of(rows) });
    }

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
