using System.Text;
using Engine.Data.Files;

namespace Engine.Tests.Data.Files;

public sealed class DigitsReaderTests
{
    private static readonly string Zeros = string.Concat(Enumerable.Repeat("0,", 63));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_are_64_grey_values_and_a_label(string newline)
    {
        using var file = TestFiles.Compressed(Encoding.ASCII.GetBytes($"{Zeros}16,9{newline}{Zeros}3,0{newline}"));
        var (pixels, labels) = DigitsReader.Read(file);
        Assert.Equal([9, 0], labels);
        Assert.Equal(128, pixels.Length);
        Assert.Equal((16, 3, 19), (pixels[63], pixels[127], pixels.Sum(pixel => pixel)));
    }

    [Theory]
    [InlineData("17,0", "file, line 1: the grey value 64 is \"17\", needed is 0 to 16.")]
    [InlineData("x,0", "file, line 1: the grey value 64 is \"x\", needed is 0 to 16.")]
    [InlineData("1 ,0", "file, line 1: the grey value 64 is \"1 \", needed is 0 to 16.")]
    [InlineData("0,10", "file, line 1: the label is \"10\", needed is 0 to 9.")]
    [InlineData("0,", "file, line 1: the label is \"\", needed is 0 to 9.")]
    [InlineData("0", "file, line 1 has 64 numbers: needed are 64 grey values and a label.")]
    [InlineData("0,1,2", "file, line 1 has 66 numbers: needed are 64 grey values and a label.")]
    public void A_wrong_line_is_named(string end, string message)
    {
        using var file = TestFiles.Plain(Encoding.ASCII.GetBytes(Zeros + end));
        Assert.StartsWith(message, Assert.Throws<UserErrorException>(() => DigitsReader.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        using var file = TestFiles.Plain([]);
        Assert.StartsWith(
            "file is empty", Assert.Throws<UserErrorException>(() => DigitsReader.Read(file)).Message, StringComparison.Ordinal);
    }
}
