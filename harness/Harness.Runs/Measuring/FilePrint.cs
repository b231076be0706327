using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Engine;

namespace Harness.Runs.Measuring;

/// <summary>A file is known by SHA-256: over all of a file of up to 64 MiB; of a larger one over its length and 64 pieces of 1 MiB, spread
/// evenly from its first byte to its last. To read eight gigabytes again costs as much as to measure them; that a few numbers in the
/// middle of a large file were changed is therefore not always noticed.</summary>
public sealed record FilePrint(long Bytes, string Sha256, bool IsWhole)
{
    private const int Piece = 1 << 20, Pieces = 64;

    /// <summary>Of several files that are one: of their own prints, in order.</summary>
    public static FilePrint Of(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        FilePrint[] prints = [.. paths.Select(path => Of(path, cancellation))];
        return prints is [var one] ? one : new FilePrint(
            prints.Sum(print => print.Bytes),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(prints.Select(print => print.Sha256))))),
            prints.All(print => print.IsWhole));
    }

    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static FilePrint Of(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            var isWhole = length <= (long)Piece * Pieces;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[Piece];
            if (!isWhole)
            {
                BinaryPrimitives.WriteInt64LittleEndian(buffer, length);
                hash.AppendData(buffer, 0, sizeof(long));
            }
            for (var piece = 0L; piece < Pieces; piece++)
            {
                cancellation.ThrowIfCancellationRequested();
                var offset = isWhole ? piece * Piece : (length - Piece) / (Pieces - 1) * piece;
                // The last one ends where the file does.
                if (!isWhole && piece == Pieces - 1)
                    offset = length - Piece;
                Append(hash, file, offset, buffer);
            }
            return new FilePrint(length, Convert.ToHexStringLower(hash.GetHashAndReset()), isWhole);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {FileFault.Of(cause)}", cause);
        }
    }

    private static void Append(IncrementalHash hash, Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset, byte[] buffer)
    {
        for (int done = 0, read; done < buffer.Length; done += read)
        {
            read = RandomAccess.Read(file, buffer.AsSpan(done), offset + done);
            if (read == 0)
            {
                hash.AppendData(buffer, 0, done);
                return;
            }
        }
        hash.AppendData(buffer);
    }
}
