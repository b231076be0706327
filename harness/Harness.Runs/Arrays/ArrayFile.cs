using System.Security.Cryptography;
using Engine;

namespace Harness.Runs.Arrays;

/// <summary>A file of arrays, known by its content: NumPy's npy and npz, safetensors (also in shards, by their index), state dicts and
/// arrays that PyTorch saved, pickled arrays, Parquet (each column of numbers or texts is an array).</summary>
public sealed class ArrayFile : IDisposable
{
    private const int HashBytes = 1 << 18;

    private readonly ArrayFileContent _content;
    private readonly Dictionary<string, StoredArray> _byName;
    private string? _sha256;

    private ArrayFile(string path, ArrayFileContent content)
    {
        Path = path;
        _content = content;
        _byName = content.Arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
    }

    public string Path { get; }

    /// <summary>The files that hold it: itself, or of shards their index and each of them.</summary>
    public IReadOnlyList<string> Paths => [.. _content.Files.Select(file => file.Path)];

    /// <summary>In their order in the file.</summary>
    public IReadOnlyList<StoredArray> Arrays => _content.Arrays;

    /// <summary>Whether the arrays are the columns of a table, each of one dimension.</summary>
    public bool IsTable => _content.IsTable;

    /// <summary>Texts that the file carries beside its arrays: those of safetensors; else none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _content.Metadata;

    /// <summary>Opens a file; of its arrays none is read, except those of Parquet and of pickles, which come whole.</summary>
    /// <exception cref="UserErrorException">It is missing, damaged or of a kind that is not read.</exception>
    public static ArrayFile Open(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        cancellation.ThrowIfCancellationRequested();
        var file = new FileSource(path);
        try
        {
            return new ArrayFile(path, ArrayFormats.Read(file, cancellation));
        }
        catch (Exception cause)
        {
            file.Dispose();
            if (cause is OutOfMemoryException)
                throw new UserErrorException($"{path}: does not fit into memory: {AvailableMemory.Shortage("use a smaller file")}", cause);
            throw;
        }
    }

    /// <summary>The array of a name; null where there is none.</summary>
    public StoredArray? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Lower-case SHA-256 of the file's bytes; of shards, of their index and then of each in the order of their names.</summary>
    /// <exception cref="UserErrorException">It cannot be read any more.</exception>
    public string Sha256(CancellationToken cancellation = default)
    {
        if (_sha256 is not null)
            return _sha256;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[HashBytes];
        foreach (var file in _content.Files)
        {
            for (var offset = 0L; offset < file.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Length - offset));
                file.Read(offset, part);
                hash.AppendData(part);
                offset += part.Length;
            }
        }
        return _sha256 = Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public void Dispose()
    {
        foreach (var file in _content.Files)
            file.Dispose();
    }
}

/// <summary>The arrays of a file of any format.</summary>
/// <param name="Arrays">No two of one name.</param>
/// <param name="Files">That hold them, open.</param>
internal sealed record ArrayFileContent(
    IReadOnlyList<StoredArray> Arrays, IReadOnlyList<FileSource> Files, IReadOnlyDictionary<string, string> Metadata)
{
    public ArrayFileContent(IReadOnlyList<StoredArray> arrays, FileSource file) : this(arrays, [file], new Dictionary<string, string>()) { }

    public bool IsTable { get; init; }
}
