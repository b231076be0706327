using System.Text;
using Engine;
using Harness.Runs.Arrays.Pickles;

namespace Harness.Runs.Arrays;

/// <summary>Tells a file's format by its content.</summary>
internal static class ArrayFormats
{
    public static ArrayFileContent Read(FileSource file, CancellationToken cancellation)
    {
        var start = new byte[Math.Min(16, file.Length)];
        file.Read(0, start);
        return start switch
        {
            [] => throw new UserErrorException($"{file.Path}: is empty."),
            [0x93, (byte)'N', ..] => Npy(file),
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => Zip(file),
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => ParquetArrays.Read(file),
            // Before pickles: the length of a header may begin with their two bytes.
            [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..] => SafetensorsArrays.Read(file),
            [0x80, >= 2 and <= 5, ..] => PickledArrays.Read(file),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] => SafetensorsArrays.Read(file),
            _ when FirstLetter(start) == '{' => ShardedArrays.Read(file, cancellation),
            _ => throw new UserErrorException($"{file.Path}: is of no kind that is read: npy, npz, safetensors, .safetensors.index.json, "
                + $"PyTorch's .pt, Parquet. It begins with {Beginning(start)}. {Hint(start, file.Path)}"),
        };
    }

    private static ArrayFileContent Npy(FileSource file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        return new ArrayFileContent([NpyArray(file, file.Path, name)], file);
    }

    private static BinaryArray NpyArray(ByteSource content, string where, string name)
    {
        var header = NpyHeader.Read(content, where);
        var elements = new PartSource(content, header.DataOffset, content.Length - header.DataOffset);
        return new BinaryArray(where, name, header.Format, header.Shape, header.Strides, elements);
    }

    private static ArrayFileContent Zip(FileSource file)
    {
        const string ending = ".npy";
        var members = ZipDirectory.Read(file);
        if (TorchArchive.Is(members))
            return new ArrayFileContent(new TorchArchive(file, members).Read(), file);
        if (members.Count == 0)
            throw new UserErrorException($"{file.Path}: holds no array.");
        if (members.FirstOrDefault(member => !member.Name.EndsWith(ending, StringComparison.Ordinal)) is { } other)
            throw new UserErrorException($"{file.Path}: its member {other.Name} is no array: an npz holds .npy members alone, and "
                + "PyTorch's format a data.pkl. Unpack it, or save arrays by numpy.savez.");
        return new ArrayFileContent(
            [.. members.Select(member => NpyArray(member.Open(), member.Where, member.Name[..^ending.Length]))], file);
    }

    private static char FirstLetter(byte[] start) => (char)start.FirstOrDefault(letter => letter is not ((byte)' ' or 9 or 10 or 13));

    /// <summary>The first bytes, as text where they are that of a program or a page.</summary>
    private static string Beginning(byte[] start) => Array.TrueForAll(start, letter => letter is >= 0x20 and < 0x7F or 9 or 10 or 13)
        ? $"the text '{Encoding.ASCII.GetString(start).Split('\n', '\r')[0]}'"
        : $"the bytes {Convert.ToHexStringLower(start.AsSpan(0, Math.Min(4, start.Length)))}";

    private static string Hint(byte[] start, string path) => start switch
    {
        [0x1f, 0x8b, ..] => "It is compressed by gzip: unpack it first.",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "It is HDF5 (Keras, MATLAB): read it with h5py and save by numpy.savez.",
        _ when start.AsSpan().StartsWith("MATLAB"u8) => "It is a MATLAB file: read it with scipy.io.loadmat and save by numpy.savez.",
        _ when start.AsSpan().StartsWith("version https:/"u8) => "It is a pointer of Git LFS, not the file itself: git lfs pull.",
        [(byte)'<', ..] => "It is a page of the web or XML, as a download that failed leaves it.",
        _ when Path.GetExtension(path).ToLowerInvariant() is ".pt" or ".pth" or ".bin" or ".ckpt" =>
            $"In Python: {TorchArchive.StateDictLine}.",
        _ => "In Python: numpy.savez(FILE, x_train=..., y_train=...).",
    };
}
