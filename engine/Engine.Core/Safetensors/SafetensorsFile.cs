namespace Engine.Safetensors;

/// <summary>Reads and writes safetensors: 8 bytes of header length (little-endian), a JSON header, the tensors' elements.</summary>
/// <remarks>Format: https://github.com/huggingface/safetensors. A file that lies about itself is an error
/// before anything is allocated for it.</remarks>
public static class SafetensorsFile
{
    /// <summary>The format's own limit.</summary>
    public const int MaximumHeaderBytes = 100_000_000;

    /// <exception cref="UserErrorException">The file is missing, cannot be read, or is no valid safetensors file.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static SafetensorsContent Read(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path, cancellation);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot be read ({FileFault.Of(cause)}).", cause);
        }
    }

    /// <summary>Reads from the position of <paramref name="stream"/> to its end.</summary>
    /// <param name="stream">The header is checked against its length, or, where it is a pipe, against where it ends.</param>
    /// <param name="file">The name that errors carry.</param>
    /// <exception cref="UserErrorException">The content is no valid safetensors file.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static SafetensorsContent Read(Stream stream, string file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SafetensorsReader.Read(stream, file, cancellation);
    }

    /// <summary>Writes the tensors as float32 in the order given; the same input gives the same bytes.</summary>
    /// <exception cref="ArgumentException">A name is empty, reserved or occurs twice, or a shape does not fit its values.</exception>
    public static void Write(Stream stream, IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorsWriter.Write(stream, tensors, metadata ?? new Dictionary<string, string>());
    }
}
