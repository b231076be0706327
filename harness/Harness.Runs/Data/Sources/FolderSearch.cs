using Engine;

namespace Harness.Runs.Data;

/// <summary>Looks for the files of a set in one folder.</summary>
internal static class FolderSearch
{
    private const string Binary = ".bin";

    public static SourceAnswer Find(string label, string folder, DataSetEntry set, SourceKind kind)
    {
        if (!Directory.Exists(folder))
            return new SourceAnswer(null, $"{label} {folder}: there is no such folder");
        var found = set.Files.Select(file => (File: file, Path: Locate(folder, file))).ToArray();
        var missing = found.Where(file => file.Path is null).Select(file => file.File).ToArray();
        if (missing.Length == 0)
            return new SourceAnswer(
                new LocatedSet(set, kind, folder, [.. found.Select(file => new LocatedFile(file.File, file.Path!))]), "");
        return Missing($"{label} {folder}", folder, missing, set.Files.Count);
    }

    private static SourceAnswer Missing(string where, string folder, CatalogueFile[] missing, int files)
    {
        var packed = missing.Where(file => File.Exists(Path.Combine(folder, file.Name + ".xz"))).Select(file => file.Name + ".xz")
            .ToArray();
        if (packed.Length > 0)
            return new SourceAnswer(
                null, $"{where}: {string.Join(", ", packed)} must be unpacked first, xz is not read: xz -dk {string.Join(' ', packed)}",
                IsSurprise: true);
        var pickles = missing.Where(file => file.Name.EndsWith(Binary, StringComparison.Ordinal))
            .Select(file => file.Name[..^Binary.Length]).Where(name => File.Exists(Path.Combine(folder, name))).ToArray();
        if (pickles.Length > 0)
            return new SourceAnswer(
                null, $"{where}: {string.Join(", ", pickles)} are of the Python version of CIFAR-10, and the "
                    + $"catalogue's name stands for the binary one. Name the folder as the data set: {{cifar: {folder}}}; or get "
                    + "cifar-10-binary.tar.gz",
                IsSurprise: true);
        if (missing.Length == files)
            return new SourceAnswer(null, $"{where}: the files are not there");
        return new SourceAnswer(
            null, $"{where}: {string.Join(", ", missing.Select(file => file.Name))} missing, the other files are there", IsSurprise: true);
    }

    private static string? Locate(string folder, CatalogueFile file) =>
        file.FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

/// <summary>
/// The folder of <c>--data</c> or <c>ENGINE_DATA</c>: a subfolder named after the set or its archive, or the folder itself.
/// </summary>
internal sealed class GivenFolderSource(DataEnvironment environment) : IDataSource
{
    private const string Label = "the folder given";

    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        if (environment.Folder is not { } folder)
            return new SourceAnswer(null, $"{Label}: none was given (--data FOLDER or ENGINE_DATA)");
        if (!Directory.Exists(folder))
            throw new UserErrorException(
                $"The data folder {folder} (--data or ENGINE_DATA) does not exist. Create it, name another, or leave it out.");
        // A subfolder first: MNIST and FashionMNIST have the same file names, and only a subfolder's name tells them apart.
        var answers = set.Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists).Append(folder)
            .Select(candidate => FolderSearch.Find(Label, candidate, set, SourceKind.Folder)).ToArray();
        return answers.FirstOrDefault(answer => answer.Found is not null)
            ?? answers.FirstOrDefault(answer => answer.IsSurprise)
            ?? answers[^1];
    }
}

/// <summary>The user's cache: files that were fetched before.</summary>
internal sealed class CacheSource(DataEnvironment environment) : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation) =>
        // After a download that was cut off it is normal that some files are there.
        FolderSearch.Find("the cache", FolderOf(environment, set), set, SourceKind.Cache) with { IsSurprise = false };

    public static string FolderOf(DataEnvironment environment, DataSetEntry set) => Path.Combine(environment.CacheRoot, set.Name);
}

/// <summary>A folder that a system package fills.</summary>
internal sealed class SystemSource : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation) =>
        FolderSearch.Find("the system's copy", source.Path!, set, SourceKind.System);
}

/// <summary>Files built into the program, compressed.</summary>
internal sealed class ShippedSource : IDataSource
{
    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        var files = set.Files.Select(file => new LocatedFile(file, file.Name + ".gz", IsShipped: true));
        return new SourceAnswer(new LocatedSet(set, SourceKind.Shipped, "built into the program", [.. files]), "");
    }
}
