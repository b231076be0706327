namespace Build.Tests.House;

/// <summary>The files of the tree that people write, by path relative to its root, with forward slashes.</summary>
internal static class Tree
{
    // Built or fetched, or ignored by git.
    private static readonly string[] NotOurs = [".git", "artifacts", "runs", "bin", "obj", "node_modules", "__pycache__", ".vs", ".idea"];

    public static IReadOnlyList<string> Files { get; } =
        [.. Under(new DirectoryInfo(RepositoryRoot.Path)).Select(file => Relative(file.FullName)).Order(StringComparer.Ordinal)];

    public static string Absolute(string path) => Path.Combine(RepositoryRoot.Path, path);

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    private static IEnumerable<FileInfo> Under(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => file.LinkTarget is null)
            .Concat(
                folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null && !NotOurs.Contains(inner.Name)).SelectMany(Under));

    private static string Relative(string path) => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');
}
