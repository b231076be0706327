using System.Text;
using Engine;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Parquet;

/// <summary>Tables that cannot be written and files that cannot be read.</summary>
public sealed partial class ParquetFormatTests
{
    private const int Rounds = 300;

    [Fact]
    public void A_table_without_columns() =>
        Assert.Contains("table test has no column", Assert.Throws<ArgumentException>(() => Write(TestTable.Columns())).Message);

    [Fact]
    public void Two_columns_of_one_name()
    {
        var table = TestTable.Columns(("x", ColumnKind.Int32, new int[1], null, false), ("x", ColumnKind.Int32, new int[1], null, false));
        Assert.Contains("2 columns of the name x", Assert.Throws<ArgumentException>(() => Write(table)).Message);
    }

    [Fact]
    public void Half_a_surrogate_pair()
    {
        var e = Assert.Throws<ArgumentException>(() => Write(TestTable.Of("a", "\uD800")));
        Assert.StartsWith("column x, rows 0 to 2: ", e.Message);
        Assert.Contains("\\uD800", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("PAR1")]
    [InlineData("PAR1 and then something else")]
    [InlineData("PAR1\0\0\0\0\u007F\u007F\u007F\u007FPAR1")]
    public void What_is_not_parquet_is_the_users_error_and_names_the_file(string content) => Refuse(Encoding.ASCII.GetBytes(content));

    [Fact]
    public void A_file_cut_short_says_so() =>
        Assert.EndsWith("The file is damaged or incomplete: copy it again", Refuse(Write(TestTable.Everything(50))[..500]));

    [Fact]
    public void Cut_at_any_length_it_is_refused()
    {
        var file = Write(TestTable.Everything(60));
        for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / Rounds))
            Refuse(file[..length]);
    }

    [Fact]
    public void A_moment_outside_of_the_calendar()
    {
        var table = TestTable.Columns(("x", ColumnKind.Timestamp, new[] { TableGen.LastMoment + 1 }, null, false));
        Assert.StartsWith(
            "column x, rows 0 to 1: a moment 253402300800000 milliseconds from 1970 is outside of years 1 to 9999",
            Assert.Throws<ArgumentException>(() => Write(table)).Message);
    }

    private static string Refuse(byte[] file)
    {
        var message = Assert.Throws<UserErrorException>(() => Read(file)).Message;
        Assert.StartsWith(Source + ": ", message);
        return message;
    }
}
