using System.Collections.Immutable;
using Engine;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>The layouts in which CIFAR-10 and CIFAR-100 come.</summary>
internal enum CifarVersion
{
    TenBinary,
    TenPython,
    HundredBinary,
    HundredPython,
}

/// <summary>Finds CIFAR's files in a folder, or in one that their archives make inside it.</summary>
internal static class CifarFolder
{
    private const int MostNameBytes = 1 << 16;

    private static readonly (string Inner, string File, CifarVersion Version)[] Layouts =
    [
        ("cifar-10-batches-bin", "data_batch_1.bin", CifarVersion.TenBinary),
        ("cifar-10-batches-py", "data_batch_1", CifarVersion.TenPython),
        ("cifar-100-binary", "train.bin", CifarVersion.HundredBinary),
        ("cifar-100-python", "train", CifarVersion.HundredPython),
    ];

    /// <returns>The folder that holds the files; the folder given, as of CIFAR-10's binary version, where nothing is found.</returns>
    /// <exception cref="UserErrorException">It holds several versions.</exception>
    public static (string Folder, CifarVersion Version) Find(string folder)
    {
        var found = Layouts.Where(layout => IsThere(folder, layout.File)).Select(layout => (Folder: folder, layout.Version)).ToArray();
        if (found.Length == 0)
            found = [.. Layouts.Where(layout => IsThere(Path.Combine(folder, layout.Inner), layout.File))
                .Select(layout => (Path.Combine(folder, layout.Inner), layout.Version))];
        // Of what is the same in two versions the binary one needs less work.
        if (found is [(_, CifarVersion.TenBinary), (_, CifarVersion.TenPython)])
            return found[0];
        return found.Length < 2
            ? found.FirstOrDefault((folder, CifarVersion.TenBinary))
            : throw new UserErrorException($"dataset cifar: {folder} holds several sets: "
                + $"{string.Join(", ", found.Select(set => set.Folder == folder ? $"{set.Version}" : set.Folder))}. Keep each in a "
                + "folder of its own, and name that.");
    }

    /// <summary>Of the binary version, from the text that comes with it; empty where that is missing.</summary>
    public static ImmutableArray<string> ClassNames(string folder, CifarVersion version, CifarLayout layout)
    {
        var file = version == CifarVersion.TenBinary ? "batches.meta.txt"
            : layout.LabelAt == 0 ? "coarse_label_names.txt" : "fine_label_names.txt";
        var path = Path.Combine(folder, file);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= MostNameBytes })
            return [];
        string[] names = [.. File.ReadLines(path).Take(layout.Classes + 1).Select(name => name.Trim()).Where(name => name.Length > 0)];
        return names.Length == layout.Classes && names.Distinct(StringComparer.Ordinal).Count() == names.Length ? [.. names] : [];
    }

    private static bool IsThere(string folder, string file) =>
        File.Exists(Path.Combine(folder, file))
        || (file.EndsWith(".bin", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, file + ".gz")));
}
