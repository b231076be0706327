using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Harness.Tests.Data;

/// <summary>
/// A catalogue of small sets: <c>tiny</c> (four IDX files), its twin <c>other</c> of the same file names, and <c>batches</c> (two CIFAR
/// records each).
/// </summary>
internal static class TinySet
{
    public const int Samples = 12;

    public static readonly string[] Files =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    public static readonly string[] BatchFiles = ["data_batch_1.bin", "data_batch_2.bin", "test_batch.bin"];

    /// <summary>
    /// The content of file number <paramref name="file"/> of <see cref="Files"/>; another <paramref name="salt"/> gives other pixels.
    /// </summary>
    public static byte[] Content(int file, byte salt = 0) =>
        file % 2 == 0
            ? [0, 0, 8, 3, 0, 0, 0, Samples, 0, 0, 0, 3, 0, 0, 0, 3,
                .. Enumerable.Range(0, 9 * Samples).Select(i => (byte)(31 * i + file + salt))]
            : [0, 0, 8, 1, 0, 0, 0, Samples, .. Enumerable.Range(0, Samples).Select(i => (byte)((i + salt) % 10))];

    public static byte[] Batch(int file) =>
        [.. Enumerable.Range(0, 2)
            .SelectMany(record => Enumerable.Range(0, 3072).Select(i => (byte)(i * 7 + file)).Prepend((byte)((file + record) % 10)))];

    /// <summary>
    /// The catalogue with the given sources of <c>tiny</c> and <c>batches</c>, as JSON objects, after the folder and the cache.
    /// </summary>
    public static DataCatalogue Catalogue(string tinySources = "", string batchSources = "") => DataCatalogue.Parse($$"""
        { "schema": 1, "sets": [
          { "name": "tiny", {{Facts("idx")}}, "folders": ["tiny", "TINY/raw"], "sources": [{{Local(tinySources)}}], "files": [{{Entries(Files, i => Content(i))}}] },
          { "name": "other", {{Facts("idx")}}, "folders": ["other"], "sources": [{{Local("")}}], "files": [{{Entries(Files, i => Content(i, salt: 1))}}] },
          { "name": "batches", {{Facts("cifar")}}, "folders": ["batches", "cifar-10-batches-bin"], "sources": [{{Local(batchSources)}}], "files": [{{Entries(BatchFiles, Batch)}}] }
        ] }
        """);

    public static void WriteAll(TemporaryFolder folder, string sub = "", byte salt = 0)
    {
        for (var i = 0; i < Files.Length; i++)
            folder.Write(Path.Combine(sub, Files[i]), Content(i, salt));
    }

    public static void WriteBatches(TemporaryFolder folder, string sub = "")
    {
        for (var i = 0; i < BatchFiles.Length; i++)
            folder.Write(Path.Combine(sub, BatchFiles[i]), Batch(i));
    }

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    public static byte[] TarGz(params (string Name, byte[] Content)[] files)
    {
        using var target = new MemoryStream();
        using (var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return Gzip(target.ToArray());
    }

    private static string Facts(string format) => $"\"title\": \"t\", \"licence\": \"l\", \"format\": \"{format}\", \"classes\": 10";

    private static string Local(string more) => """{ "kind": "folder" }, { "kind": "cache" }""" + (more.Length > 0 ? ", " + more : "");

    private static string Entries(string[] names, Func<int, byte[]> content) => string.Join(
        ", ",
        names.Select((name, i) => $$"""{ "name": "{{name}}", "size": {{content(i).Length}}, "sha256": "{{Sha256(content(i))}}" }"""));
}
