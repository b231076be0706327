using Engine;

namespace Harness.Runs.Arrays.Pickles;

/// <summary>The arrays in a pickle, named by the keys that lead to them, with dots between.</summary>
internal static class PickledArrays
{
    public const string SaveByNumpy = "Save arrays by numpy.savez";

    private const int MostDepth = 64;

    private const int MostItems = 50_000_000;

    /// <summary>PyTorch's own magic number, as its format before 1.6 begins.</summary>
    private static ReadOnlySpan<byte> LegacyTorch => [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    public static ArrayFileContent Read(FileSource file)
    {
        var bytes = file.ReadWhole(SaveByNumpy);
        if (bytes.AsSpan().StartsWith(LegacyTorch))
            throw new UserErrorException($"{file.Path}: is in PyTorch's format before 1.6, which is not read. Save it anew in Python: "
                + "torch.save(torch.load(PATH, map_location=\"cpu\"), NEW_PATH).");
        return new ArrayFileContent(
            Named(Pickle.Read(bytes, file.Path), file.Path, "NumPy's arrays; lists of numbers are none: use numpy.array"), file);
    }

    /// <param name="needed">What to say is needed where there is no array.</param>
    public static IReadOnlyList<StoredArray> Named(object? root, string file, string needed)
    {
        var (arrays, names, items) = (new List<StoredArray>(), new HashSet<string>(StringComparer.Ordinal), 0);
        Walk(root, Path.GetFileNameWithoutExtension(file), null, 0);
        return arrays.Count > 0 ? arrays : throw new UserErrorException($"{file}: holds no array. Needed are {needed}.");

        void Walk(object? value, string? name, string? prefix, int depth)
        {
            if (++items > MostItems || depth > MostDepth)
                throw new UserErrorException($"{file}: its lists and dicts are nested too deeply, or hold themselves. Save a plain dict.");
            if (value is BinaryArray array)
                Add(array, name);
            else if (value is PickledDict dictionary)
                foreach (var (key, item) in dictionary.Entries)
                    Enter(item, Pickle.TextOf(key) ?? (key is long number ? $"{number}" : null), prefix, depth);
            else if (value is List<object?> or object?[])
            {
                var index = 0;
                foreach (var item in (IReadOnlyList<object?>)value)
                    Enter(item, $"{index++}", prefix, depth);
            }
        }

        void Enter(object? item, string? key, string? prefix, int depth)
        {
            var name = key is null || prefix is null ? key : $"{prefix}.{key}";
            Walk(item, name, name, depth + 1);
        }

        void Add(BinaryArray array, string? name)
        {
            if (name is null)
                throw new UserErrorException($"{file}: an array's key is neither a text nor a whole number; each needs a name.");
            if (!names.Add(name))
                throw new UserErrorException($"{file}: two arrays have the name {name}; names must differ.");
            arrays.Add(array.Named($"{file}: {name}", name));
        }
    }
}
