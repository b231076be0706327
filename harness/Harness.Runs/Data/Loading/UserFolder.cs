using Engine;

namespace Harness.Runs.Data;

/// <summary>A folder of the user's own, in the layout of a known set but with any content.</summary>
internal static class UserFolder
{
    private static readonly string[] IdxFiles =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <exception cref="UserErrorException">The folder or one of its files is missing.</exception>
    public static LocatedSet FindIdx(string folder) => Find(folder, "idx", FileFormat.Idx, classes: null, IdxFiles);

    /// <exception cref="UserErrorException">The folder or one of its files is missing.</exception>
    public static LocatedSet FindCifar(string folder)
    {
        var batches = Enumerable.Range(1, int.MaxValue - 1).Select(number => $"data_batch_{number}.bin")
            .TakeWhile(name => new CatalogueFile(name).FileNames.Any(found => File.Exists(Path.Combine(folder, found)))).ToArray();
        // Without any, the first one is what the message asks for.
        return Find(folder, "cifar", FileFormat.Cifar, classes: 10, [.. batches.DefaultIfEmpty("data_batch_1.bin"), "test_batch.bin"]);
    }

    private static LocatedSet Find(string folder, string kind, FileFormat format, int? classes, string[] files)
    {
        var name = $"{kind}:{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}";
        var entry = new DataSetEntry(name, name, "", format, classes, [], [], [.. files.Select(file => new CatalogueFile(file))]);
        var answer = FolderSearch.Find($"dataset {kind}:", folder, entry, SourceKind.Folder);
        return answer.Found ?? throw new UserErrorException($"{answer.Reason}. Needed are {string.Join(", ", files)} (plain or .gz).");
    }
}
