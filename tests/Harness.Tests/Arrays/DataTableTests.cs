using System.IO.Compression;
using Engine;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Tests.Arrays;

public sealed class DataTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Columns_get_their_kinds_from_their_fields(string delimiter)
    {
        var text = "whole,real,text,gaps\n1,1.5,a,\n-2,2,\"b,\"\"\nc\",4\n3,1e-3,7,\n".Replace(",", delimiter, StringComparison.Ordinal);
        var table = Read(text);
        Assert.Equal(
            [("whole", ColumnKind.Int64), ("real", ColumnKind.Float64), ("text", ColumnKind.Text), ("gaps", ColumnKind.Int64)],
            table.Schema.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal([1L, -2, 3], (long[])table["whole"].Values);
        Assert.Equal([1.5, 2, 0.001], (double[])table["real"].Values);
        Assert.Equal(["a", $"b{delimiter}\"\nc", "7"], (string[])table["text"].Values);
        Assert.Equal([false, true, false], table["gaps"].Present!);
        Assert.Equal("row 2 holds a, which is no number", table.Schema.Columns[2].Description);
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("\ufeffa,b\n1,2\n\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n")]
    public void Line_ends_marks_and_quotes_make_no_difference(string text)
    {
        var table = Read(text);
        Assert.Equal(["a", "b"], table.Schema.Columns.Select(column => column.Name));
        Assert.Equal([1L], (long[])table["a"].Values);
        Assert.Equal([2L], (long[])table["b"].Values);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,a\n1,2\n", "two columns have the name a")]
    [InlineData("a,\n1,2\n", "column 2 has no name in the header")]
    [InlineData("a,b\n1,2\n1,2,3\n", "row 3 has 3 fields, the header 2")]
    [InlineData("a,b\n\"x\ny\",2\n1\n", "row 4 has 1 fields, the header 2")]
    [InlineData("a,\"b\n1,2\n", "a quote in its first line is never closed")]
    [InlineData("a\0,b\n1,2\n", "another kind of file")]
    public void Faults_name_file_and_row(string text, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => Read(text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder["t.csv"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_an_error()
    {
        var path = _folder.Write("latin.csv", [.. "a\n"u8, 0xE9, (byte)'\n']);
        var error = Assert.Throws<UserErrorException>(() => DataTable.Read(path));
        Assert.Contains("no text in UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_a_number_and_infinity_are_numbers()
    {
        var table = Read("a\nnan\nNaN\ninf\n-Infinity\n1\nNA\n");
        Assert.Equal(
            [double.NaN, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, double.NaN], (double[])table["a"].Values);
    }

    [Fact]
    public void A_packed_file_is_read_and_has_the_same_hash()
    {
        var plain = _folder.Write("t.csv", "a\n1\n");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("a\n1\n"u8);
        var (table, sha256) = DataTable.Read(_folder.Write("t.csv.gz", packed.ToArray()));
        Assert.Equal([1L], (long[])table["a"].Values);
        Assert.Equal(DataTable.Read(plain).Sha256, sha256);
    }

    [Fact]
    public void Parquet_files_of_a_folder_are_read_in_the_order_of_their_names()
    {
        WriteParquet("p/b.parquet", "x", new[] { 3L });
        WriteParquet("p/a.parquet", "x", new[] { 1L, 2 });
        Assert.Equal([1L, 2, 3], (long[])DataTable.Read(_folder["p"]).Table["x"].Values);
        Assert.Equal([3L], (long[])DataTable.Read(_folder["p/b.parquet"]).Table["x"].Values);
        WriteParquet("p/c.parquet", "z", new[] { 3L });
        var error = Assert.Throws<UserErrorException>(() => DataTable.Read(_folder["p"]));
        Assert.Contains("c.parquet: has the columns z Int64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_parquet_is_an_array()
    {
        WriteParquet("a.parquet", "x", new[] { 1L, 2 });
        using var file = ArrayFile.Open(_folder["a.parquet"]);
        Assert.Equal([1L, 2], file.Find("x")!.ReadIntegers());
        var values = new float[1];
        file.Find("x")!.Read(1, values);
        Assert.Equal([2f], values);
    }

    public void Dispose() => _folder.Dispose();

    private Table Read(string text) => DataTable.Read(_folder.Write("t.csv", text)).Table;

    private void WriteParquet(string name, string column, long[] values)
    {
        var table = new Table(
            new TableSchema("t", [new Column(column, ColumnKind.Int64, false, "")]), [new ColumnValues(values)]);
        using var stream = new MemoryStream();
        new ParquetFormat().Write(stream, table, new Dictionary<string, string>());
        _folder.Write(name, stream.ToArray());
    }
}
