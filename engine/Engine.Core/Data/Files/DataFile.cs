using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Engine.Data.Files;

/// <summary>
/// A data file being read from front to back, plain or gzip (told by its first bytes, not by its name), and hashed on the way: each byte is
/// read, decompressed and hashed once.
/// </summary>
/// <remarks>Every fault of the file is a <see cref="UserErrorException"/> that names it.</remarks>
public sealed class DataFile : IDisposable
{
    // Deflate cannot expand more than 1032 times, so a header that asks for more than this lies, and nothing is allocated for it.
    private const int LargestExpansion = 1032;
    private const int HashedAtATime = 1 << 18;

    private readonly Stream _content;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _wholeSet;

    /// <param name="name">The file's name in messages: its path.</param>
    /// <param name="raw">The file as it is stored, seekable; closed with this object.</param>
    /// <param name="wholeSet">A hash over all files of a set, fed with this file's content too.</param>
    /// <exception cref="UserErrorException">It is of a kind that no data file can be.</exception>
    public DataFile(string name, Stream raw, IncrementalHash? wholeSet = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        Name = name;
        _wholeSet = wholeSet;
        IsCompressed = StartsAsGzip(raw);
        ForeignFile.Refuse(name, raw, IsCompressed);
        MostBytes = IsCompressed ? raw.Length * LargestExpansion : raw.Length;
        DeclaredLength = IsCompressed ? LengthInTrailer(raw) : raw.Length;
        _content = IsCompressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    public string Name { get; }

    public bool IsCompressed { get; }

    /// <summary>Content bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The content cannot be longer than this: the length of a plain file, a bound for a compressed one.</summary>
    public long MostBytes { get; }

    /// <summary>Length of the content as the file states it: a plain file's own, or what gzip's last four bytes say (modulo 2^32,
    /// and to be checked).</summary>
    public long DeclaredLength { get; }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="UserErrorException">It is no file with content, or cannot be read.</exception>
    public static DataFile Open(string path, IncrementalHash? wholeSet = null)
    {
        if (SpecialFile.Kind(path) is { } kind)
            throw new UserErrorException($"{path} cannot be read: it is {kind}, and a file is needed. Copy what it gives into one.");
        FileStream? raw = null;
        try
        {
            // No buffer: what reads here reads in large pieces.
            raw = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return new DataFile(path, raw, wholeSet);
        }
        catch (UserErrorException)
        {
            raw?.Dispose();
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            raw?.Dispose();
            throw new UserErrorException(
                $"{path} cannot be read: "
                    + (error is NotSupportedException ? "it is a pipe, and a file is needed" : FileFault.Of(error)), error);
        }
    }

    /// <summary>Fills <paramref name="destination"/>, or fails saying that the file ends too early for <paramref name="what"/>.</summary>
    public void ReadExactly(Span<byte> destination, string what)
    {
        var wanted = Position + destination.Length;
        while (destination.Length > 0)
        {
            var read = Read(destination);
            if (read == 0)
                throw Truncated(wanted, what);
            destination = destination[read..];
        }
    }

    /// <summary>Fails at once, before any memory is taken, if the file cannot hold <paramref name="length"/> more bytes.</summary>
    public void RequireRoom(long length, string what)
    {
        if (length > MostBytes - Position)
            throw Truncated(Position + length, what);
    }

    /// <summary>Fails if anything follows what was read: an oversized file, or a checksum of gzip's that does not fit.</summary>
    /// <param name="layout">The part of the format that says how long the content ought to be, e.g. "its header".</param>
    public void ExpectEnd(string layout)
    {
        var needed = Position;
        Span<byte> rest = stackalloc byte[1];
        if (Read(rest) == 0)
            return;
        var found = IsCompressed ? $"more than {needed} bytes" : $"{MostBytes} bytes";
        throw new UserErrorException($"{Name} is too long: it holds {found}, {layout} says {needed}. {NextStep}");
    }

    /// <summary>Reads on to the end, for the hash alone.</summary>
    public void ReadToEnd()
    {
        var buffer = new byte[HashedAtATime];
        while (Read(buffer) > 0)
        {
            // Read hashes.
        }
    }

    /// <summary>Lower-case SHA-256 of the content read so far.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Up to <paramref name="destination"/>'s length of content; 0 at the end.</summary>
    public int Read(Span<byte> destination)
    {
        try
        {
            // Pieces that are still in the processor's cache when they are hashed.
            var piece = destination[..Math.Min(destination.Length, HashedAtATime)];
            var read = _content.Read(piece);
            _hash.AppendData(piece[..read]);
            _wholeSet?.AppendData(piece[..read]);
            Position += read;
            if (read == 0 && destination.Length > 0)
                CheckTrailer();
            return read;
        }
        catch (InvalidDataException error)
        {
            throw new UserErrorException(
                $"{Name} is damaged: its gzip data fail after {Position} bytes of content ({error.Message}). {NextStep}", error);
        }
        catch (IOException error)
        {
            throw new UserErrorException($"{Name} cannot be read: {FileFault.Of(error)}", error);
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _hash.Dispose();
    }

    /// <summary>The last sentence of every message about a damaged file.</summary>
    internal const string NextStep = "Get the file again.";

    // GZipStream does not mind a file that is cut short, neither in its data nor in its last eight bytes, the checksum and the length;
    // without them nothing vouches for the content.
    private void CheckTrailer()
    {
        if (!IsCompressed || (uint)Position == DeclaredLength)
            return;
        // Of several members the last one's length is there, which is no more than all of them have.
        if ((uint)Position < DeclaredLength)
            throw new UserErrorException($"{Name} is cut short: its gzip data break off after {Position} bytes of content. {NextStep}");
        throw new UserErrorException($"{Name} is damaged: its last bytes say {DeclaredLength} bytes of content, it holds {Position}. "
                + $"{NextStep} (A gzip of several members must be packed again as one.)");
    }

    private UserErrorException Truncated(long needed, string what)
    {
        var found = IsCompressed && Position == 0 ? "less" : $"{(IsCompressed ? Position : MostBytes)} bytes";
        return new UserErrorException($"{Name} is truncated: {what} needs {needed} bytes of content, the file holds {found}. {NextStep}");
    }

    private static long LengthInTrailer(Stream raw)
    {
        Span<byte> trailer = stackalloc byte[4];
        raw.Position = Math.Max(0, raw.Length - trailer.Length);
        raw.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        raw.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    private static bool StartsAsGzip(Stream raw)
    {
        Span<byte> start = stackalloc byte[2];
        var read = raw.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        raw.Position = 0;
        return IsGzip(start[..read]);
    }

    internal static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1f, 0x8b, ..];
}
