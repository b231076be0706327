using System.Text;

namespace Harness.Tests.Report.Pages;

/// <summary>The mark by which a figure is known again, as the formats of pictures allow it.</summary>
public class FigureMarkTests
{
    [Fact]
    public void A_PNG_gets_a_text_after_its_first_chunk()
    {
        // Signature; IHDR of 13 bytes; IEND. The values of IHDR and the checksums do not matter here.
        Assert.False(FigureMark.Mark.Begins([.. "my notes on tEXtSoftware\0Figure of an Engine report"u8]));
        byte[] signature = [0x89, .. "PNG\r\n\x1a\n"u8], first = [0, 0, 0, 13, .. "IHDR"u8, .. new byte[13 + 4]];
        byte[] end = [0, 0, 0, 0, .. "IEND"u8, 0xae, 0x42, 0x60, 0x82];
        // 35 bytes of content; its CRC-32 with the type by zlib: python3 -c 'import zlib; print(hex(zlib.crc32(b"tEXtSoftware\0Figure of
        // an Engine report")))'.
        byte[] text = [0, 0, 0, 35, .. "tEXtSoftware\0Figure of an Engine report"u8, 0x4b, 0x64, 0x20, 0x8f];
        Assert.Equal([.. signature, .. first, .. text, .. end], FigureMark.On([.. signature, .. first, .. end]));
        Assert.True(FigureMark.Mark.Begins([.. signature, .. first, .. text, .. end]));
        Assert.False(FigureMark.Mark.Begins([.. signature, .. first, .. end]));
        Assert.False(FigureMark.Mark.Begins([.. signature, .. first, 0, 0, 0, 0, .. "IDAT"u8, 0, 0, 0, 0, .. text, .. end]));
    }

    [Fact]
    public void An_SVG_gets_a_remark_in_its_root() => Assert.Equal(
        "<svg width=\"1\"><!-- Figure of an Engine report --><g/></svg>"u8, FigureMark.On([.. "<svg width=\"1\"><g/></svg>"u8]));

    [Theory]
    [InlineData("<svg width=\"1\"><!-- Figure of an Engine report --><g/></svg>", true)]
    [InlineData("<svg width=\"1\"><g/><!-- Figure of an Engine report --></svg>", false)]
    [InlineData("<!-- mine --><svg width=\"1\"><!-- Figure of an Engine report --><g/></svg>", false)]
    [InlineData("<svg", false)]
    public void An_SVG_is_ours_where_its_root_begins_with_the_remark(string picture, bool isOurs) =>
        Assert.Equal(isOurs, FigureMark.Mark.Begins(Encoding.ASCII.GetBytes(picture)));

    /// <summary>The four bytes of the remark are above 127, as the standard advises (ISO 32000-1, 7.5.2).</summary>
    [Theory]
    [InlineData("1 0 obj\n<</Title (Figure of an Engine report)\n/Creator", true)]
    [InlineData("1 0 obj\n<</Title (Mine)\n/Subject (<</Title \\(Figure of an Engine report\\))", false)]
    [InlineData("", false)]
    public void A_PDF_is_ours_where_its_first_object_has_the_title(string first, bool isOurs) =>
        Assert.Equal(
            isOurs,
            FigureMark.Mark.Begins([.. "%PDF-1.4\n%"u8, 0xd3, 0xeb, 0xe9, 0xe1, (byte)'\n', .. Encoding.ASCII.GetBytes(first)]));

    [Fact]
    public void Whatever_else_it_is_stays_as_it_is() => Assert.Equal("no picture"u8, FigureMark.On([.. "no picture"u8]));
}
