using System.Security.Cryptography;
using System.Text;
using Engine;

namespace Harness.Runs.Storage;

/// <summary>A file with the state of networks in training: a mark, the SHA-256 of what follows, the state.</summary>
/// <remarks>It is read by the version that wrote it and by no other; what is damaged or another's is as good as none.</remarks>
internal static class CheckpointFile
{
    private static readonly byte[] Mark = "ENGINE-CHECKPOINT-3\n"u8.ToArray();

    /// <exception cref="StorageException">It cannot be written, or the state is larger than memory holds in one piece; an older one
    /// stays.</exception>
    public static void Write(string path, Action<BinaryWriter> content)
    {
        using var memory = new MemoryStream();
        try
        {
            using var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true);
            writer.Write(EngineVersion.Full);
            content(writer);
        }
        catch (Exception cause) when (cause is IOException or OverflowException or OutOfMemoryException)
        {
            throw new StorageException(
                $"{path} cannot be written: the state of the networks is too large for one piece of memory ({cause.Message}). "
                    + "A smaller --stack has less.",
                cause);
        }
        var state = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        WholeFile.Write(path, stream =>
        {
            stream.Write(Mark);
            stream.Write(SHA256.HashData(state.Span));
            stream.Write(state.Span);
        });
    }

    /// <returns>The state, to be read from where the content begins; null where there is no file.</returns>
    /// <exception cref="InvalidDataException">It is damaged, no regular file, or another version's.</exception>
    public static BinaryReader? Read(string path)
    {
        if (RegularFile.FaultInFolder(path) is { } fault)
            return fault == RegularFile.Missing ? null : throw new InvalidDataException($"it {fault}");
        try
        {
            var bytes = File.ReadAllBytes(path);
            var begin = Mark.Length + SHA256.HashSizeInBytes;
            if (bytes.Length < begin || !bytes.AsSpan().StartsWith(Mark)
                || !SHA256.HashData(bytes.AsSpan(begin)).AsSpan().SequenceEqual(bytes.AsSpan(Mark.Length, SHA256.HashSizeInBytes)))
                throw new InvalidDataException("it is damaged");
            var reader = new BinaryReader(new MemoryStream(bytes, begin, bytes.Length - begin));
            return reader.ReadString() is var version && version == EngineVersion.Full
                ? reader
                : throw new InvalidDataException($"the engine's version {version} wrote it, this is {EngineVersion.Full}");
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException && cause is not InvalidDataException)
        {
            throw new InvalidDataException($"it cannot be read: {FileFault.Of(cause)}", cause);
        }
    }
}
