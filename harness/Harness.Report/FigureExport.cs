using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Engine;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;

namespace Harness.Report;

/// <summary>Writes a report's main figures as PNG and SVG: the page itself draws them, in a browser without a window.</summary>
public static partial class FigureExport
{
    /// <returns>The files.</returns>
    /// <exception cref="UserErrorException">The build has no charts, there is no browser, or the sweep has nothing to draw.</exception>
    /// <exception cref="UsageException">
    /// The choice names what the report has not, or a file of another kind has the name of a figure; none is written.
    /// </exception>
    public static IReadOnlyList<string> Write(
        ReportOutcome report, string folder, FigureChoice choice, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(choice);
        var wish = choice.Of(report.Configurations);
        if (!Reporter.HasCharts)
            throw new UserErrorException(
                "this engine was built without npm, so that it draws no charts. Install Node.js with npm and run ./build.sh.");
        var address = new UriBuilder(new Uri(Path.GetFullPath(report.Path))) { Fragment = wish.Fragment }.Uri;
        var browser = Browser.Find();
        var page = browser.Dump(address, cancellation);
        RequireKnown(choice.Names, Known().Match(page).Groups["names"].Value.Split(' '));
        var drawn = Figure().Matches(page)
            .Select(figure => (
                Path: Path.Combine(folder, WebUtility.HtmlDecode(figure.Groups["name"].Value)),
                Content: Convert.FromBase64String(figure.Groups["content"].Value)))
            .ToArray();
        if (drawn.Length == 0)
            throw new UserErrorException($"{report.Path} has no figures: the sweep has nothing that could be drawn.");
        var figures = drawn.Where(figure => choice.Formats.Contains(Path.GetExtension(figure.Path)[1..])).ToList();
        var printed = drawn.Where(figure => choice.Formats.Contains(FigureChoice.Pdf) && Path.GetExtension(figure.Path) == ".svg")
            .Select(figure => (Path: Path.ChangeExtension(figure.Path, FigureChoice.Pdf), figure.Content)).ToArray();
        foreach (var (path, _) in figures.Concat(printed))
            FigureMark.Mark.RequireReplaceable("--png", path);
        figures.AddRange(
            printed.Select(figure => (figure.Path, FigurePdf.Of(Encoding.UTF8.GetString(figure.Content), browser, cancellation))));
        foreach (var (path, content) in figures)
            WholeFile.Write(path, stream => stream.Write(FigureMark.On(content)));
        return [.. figures.Select(figure => figure.Path)];
    }

    /// <param name="known">Of all figures that the page could draw.</param>
    private static void RequireKnown(IReadOnlyList<string> names, string[] known)
    {
        foreach (var name in names)
            if (name != FigureChoice.All && !known.Any(one => one == name || one.StartsWith($"{name}-", StringComparison.Ordinal)))
                throw new UsageException(
                    $"--figure {name}: this report has no such figure; a name or its beginning may be given, of "
                        + string.Join(", ", known));
    }

    [GeneratedRegex(
        """<script type="application/json" data-figures="(?<names>[a-z0-9 -]*)">""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    [GeneratedRegex(
        """<script type="application/base64" data-file="(?<name>[a-z0-9._-]+)">(?<content>[A-Za-z0-9+/=]+)</script>""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}

/// <summary>
/// The mark that every figure has: a remark in an SVG, the chunk tEXt of a PNG (section 11.3.3 of its specification), the title of a PDF.
/// </summary>
internal static class FigureMark
{
    private const string Text = FigurePdf.Title;

    /// <summary>A header and a remark of four bytes, then the first object, which has the title first.</summary>
    private static readonly byte[] PdfStart = Encoding.ASCII.GetBytes($"\n1 0 obj\n<</Title ({Text})");

    private const int PdfHeader = 8 + 1 + 1 + 4;

    /// <summary>A PNG's signature, and the chunk IHDR, which comes first and has 13 bytes: length, type, content and checksum.</summary>
    private const int Signature = 8, FirstChunk = 4 + 4 + 13 + 4;

    public static FileMark Mark { get; } = new("figure of a report", Begins);

    private static byte[] Remark => Encoding.ASCII.GetBytes($"<!-- {Text} -->");

    private static byte[] TextChunk => Chunk([.. "tEXtSoftware\0"u8, .. Encoding.ASCII.GetBytes(Text)]);

    /// <summary>Size and colours of a picture differ, and so do its IHDR and the root of an SVG; the mark is right behind them.</summary>
    private static bool Begins(byte[] start) => start.AsSpan().StartsWith("%PDF-"u8)
        ? start.Length > PdfHeader && start.AsSpan(PdfHeader).StartsWith(PdfStart)
        : MarkPlace(start) is var place and >= 0 && start.AsSpan(place).StartsWith(start[0] == '<' ? Remark : TextChunk);

    /// <returns>The same picture with the mark; what is neither a PNG nor an SVG as it is.</returns>
    public static byte[] On(byte[] picture)
    {
        var place = MarkPlace(picture);
        return place < 0 ? picture : [.. picture[..place], .. picture[0] == '<' ? Remark : TextChunk, .. picture[place..]];
    }

    /// <summary>Behind the first chunk of a PNG, or the root's tag of an SVG; -1 in what is neither.</summary>
    private static int MarkPlace(ReadOnlySpan<byte> picture)
    {
        if (picture.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8]))
            return picture.Length < Signature + FirstChunk ? -1 : Signature + FirstChunk;
        var end = picture.StartsWith("<svg"u8) ? picture.IndexOf((byte)'>') : -1;
        return end < 0 ? -1 : end + 1;
    }

    /// <summary>Length of the content, the type and content themselves, and the CRC-32 of both, big-endian.</summary>
    private static byte[] Chunk(byte[] typeAndContent)
    {
        var chunk = new byte[4 + typeAndContent.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, typeAndContent.Length - 4);
        typeAndContent.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Crc32.Of(typeAndContent));
        return chunk;
    }
}
