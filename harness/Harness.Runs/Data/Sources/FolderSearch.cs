namespace Harness.Data;

/// <summary>Looks for the files of a set in one folder.</summary>
internal static class FolderSearch
{
    public static SourceAnswer Find(string label, string folder, DataSetEntry set, SourceKind kind)
    {
        if (!Directory.Exists(folder))
            return new SourceAnswer(null, $"{label} {folder}: there is no such folder");
        var found = set.Files.Select(file => (File: file, Path: Locate(folder, file))).ToArray();
        var missing = found.Where(file => file.Path is null).Select(file => file.File).ToArray();
        if (missing.Length == 0)
            return new SourceAnswer(new LocatedSet(set, kind, folder, [.. found.Select(file => new LocatedFile(file.File, file.Path!))]), "");
        return Missing($"{label} {folder}", folder, missing, set.Files.Count);
    }

    private static SourceAnswer Missing(string where, string folder, CatalogueFile[] missing, int files)
    {
        var packed = missing.Where(file => File.Exists(Path.Combine(folder, file.Name + ".xz"))).Select(file => file.Name + ".xz").ToArray();
        if (packed.Length > 0)
            return new SourceAnswer(null, $"{where}: {string.Join(", ", packed)} must be unpacked first, xz is not read: xz -dk {string.Join(' ', packed)}", IsSurprise: true);
        if (missing.Length == files)
            return new SourceAnswer(null, $"{where}: the files are not there");
        return new SourceAnswer(null, $"{where}: {string.Join(", ", missing.Select(file => file.Name))} missing, the other files are there", IsSurprise: true);
    }

    private static string? Locate(string folder, CatalogueFile file) =>
        file.FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
