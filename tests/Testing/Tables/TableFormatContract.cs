using Engine.Tables;

namespace Tests.Contracts.Tables;

/// <summary>What every table format promises. A subclass says which format, and how it lays out row groups.</summary>
public abstract partial class TableFormatContract
{
    /// <summary>What the file is called in errors.</summary>
    private const string Source = "results/some.parquet";

    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>As the product uses it.</summary>
    protected abstract ITableFormat Format { get; }

    /// <summary>What it writes into every file about itself, as a pattern.</summary>
    protected abstract string Creator { get; }

    /// <summary>The same with row groups of so many rows.</summary>
    protected abstract ITableFormat WithGroupsOf(int rows);

    [Fact]
    public void It_has_a_name_that_an_option_can_take() => Assert.Matches("^[a-z][a-z0-9-]*$", Format.Name);

    private byte[] Write(Table table, IReadOnlyDictionary<string, string>? metadata = null) => Write(Format, table, metadata);

    private static byte[] Write(ITableFormat format, Table table, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        format.Write(stream, table, metadata ?? NoMetadata);
        return stream.ToArray();
    }

    private TableFile Read(byte[] file) => Format.Read(new MemoryStream(file), Source);

    private Table RoundTrip(Table table, int? rowsPerGroup = null) =>
        Read(Write(rowsPerGroup is { } rows ? WithGroupsOf(rows) : Format, table)).Table;
}
