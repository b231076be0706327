using System.Text;
using Engine;
using Harness.Parquet.Tests.Tables;

namespace Harness.Parquet.Tests;

/// <summary>Files that are not Parquet, or not whole: the error says what was found and what is needed.</summary>
public class ForeignFileTests
{
    private static string ErrorOf(byte[] file) => Assert.Throws<UserErrorException>(() => TestFormat.Read(file)).Message;

    [Theory]
    [InlineData("", "it begins with nothing")]
    [InlineData("a,b\n1,2\n", "it begins with bytes 612c620a, a Parquet file with bytes 50415231 (PAR1)")]
    [InlineData("PAR1", "the file has 4 bytes, a Parquet file at least 12")]
    [InlineData("PAR1 and then something else", "the file ends with bytes 656c7365")]
    public void What_it_is_not(string content, string reason)
    {
        var message = ErrorOf(Encoding.ASCII.GetBytes(content));
        Assert.StartsWith(TestFormat.Source, message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_file_cut_short_says_so() =>
        Assert.Contains("damaged or incomplete: copy or write it again", ErrorOf(TestFormat.Write(TestTable.Everything(50))[..500]));

    [Fact]
    public void A_footer_longer_than_the_file_says_so() =>
        Assert.Contains("a footer of 4294967295 bytes is announced in a file of 16",
            ErrorOf([.. "PAR1"u8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. "PAR1"u8]));

    [Fact]
    public void An_encrypted_footer_is_named() =>
        Assert.Contains("the footer is encrypted", ErrorOf([.. "PARE"u8, 0, 0, 0, 0, 1, 0, 0, 0, .. "PARE"u8]));

    [Fact]
    public void An_empty_footer_has_no_schema() => Assert.Contains("no schema", ErrorOf([.. "PAR1"u8, 0, 1, 0, 0, 0, .. "PAR1"u8]));
}
