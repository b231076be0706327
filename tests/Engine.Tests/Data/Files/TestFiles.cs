using System.IO.Compression;
using Engine.Data.Files;

namespace Engine.Tests.Data.Files;

/// <summary>Data files made in memory.</summary>
internal static class TestFiles
{
    public static DataFile Plain(byte[] content) => new("file", new MemoryStream(content));

    public static DataFile Compressed(byte[] content) => new("file.gz", new MemoryStream(Gzip(content)));

    public static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    /// <summary>An IDX file of three images of 2 x 2 pixels 1 to 12.</summary>
    public static byte[] Images => [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    /// <summary>An IDX file of the labels 2, 0, 1.</summary>
    public static byte[] Labels => [0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1];

    /// <summary>Two CIFAR records: labels 3 and 9, pixel p of record r is (7 r + p) mod 256.</summary>
    public static byte[] Batch =>
        [.. new byte[] { 3, 9 }.SelectMany(
            (label, record) => Enumerable.Range(0, 3072).Select(pixel => (byte)(7 * record + pixel)).Prepend(label))];
}
