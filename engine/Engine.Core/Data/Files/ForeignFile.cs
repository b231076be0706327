using System.IO.Compression;

namespace Engine.Data.Files;

/// <summary>Kinds of files that are found under a data file's name and can be none: no format read here begins as they do.</summary>
internal static class ForeignFile
{
    private const int StartBytes = 16;

    /// <summary>Fails if the content is of another kind; leaves <paramref name="raw"/> at its beginning.</summary>
    /// <exception cref="UserErrorException">It is; the message says of which, and what to do.</exception>
    public static void Refuse(string name, Stream raw, bool isCompressed)
    {
        Span<byte> start = stackalloc byte[StartBytes];
        start = start[..Read(raw, isCompressed, start)];
        raw.Position = 0;
        if (isCompressed && DataFile.IsGzip(start))
            throw new UserErrorException(
                $"{name} is a gzip file inside a gzip file. Unpack the outer layer with gunzip, then name it .gz again.");
        if (Kind(start) is { } kind)
            throw new UserErrorException($"{name} is {kind}");
    }

    private static string? Kind(ReadOnlySpan<byte> start)
    {
        // Protocol 2 and later begin with 0x80 and their number.
        if (start is [0x80, >= 2 and <= 5, ..])
            return "a Python pickle, as in the Python version of CIFAR-10. The binary version (cifar-10-binary.tar.gz) is needed.";
        if (start.StartsWith("PK\u0003\u0004"u8))
            return "a zip archive. Unpack it first.";
        if (start is [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..])
            return "an xz file. Unpack it first: xz -dk.";
        return start.StartsWith("version https:/"u8) ? "a pointer of Git LFS, not the file itself. Fetch it: git lfs pull." : null;
    }

    private static int Read(Stream raw, bool isCompressed, Span<byte> start)
    {
        if (!isCompressed)
            return raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        try
        {
            using var content = new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true);
            return content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            // A damaged gzip is for who reads it to report.
            return 0;
        }
    }
}
