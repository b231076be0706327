namespace Testing.Results;

/// <summary>
/// The folder of a small sweep that an earlier version wrote (8e0e98e, without checksums of files): digits, 6-4, 3 epochs, 2 seeds.
/// </summary>
internal static class EarlierFolder
{
    public const string Run = "earlier-s0-9c488e54e7fa";

    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "tests", "Testing", "Results", "Earlier");

    /// <summary>The content of the file of <see cref="Run"/> in a table.</summary>
    public static byte[] File(string table) => System.IO.File.ReadAllBytes(Path.Combine(Source, table, Run + ".parquet"));

    /// <summary>Copies the folder, so that a test may write into it.</summary>
    public static void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
    }
}
