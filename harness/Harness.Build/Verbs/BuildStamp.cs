namespace Harness.Build.Verbs;

/// <summary>
/// Remembers when the last successful build began, as make does by the files' times, so that <c>run</c> need not wait
/// for a build that has nothing to do. A folder's own time tells of removed and renamed files.
/// </summary>
internal sealed class BuildStamp(Home home)
{
    private static readonly string[] Folders = ["engine", "kernels", "harness", "tests", "data"];
    private static readonly string[] Ignored = ["node_modules", "__pycache__"];

    private string File => Path.Combine(home.BuildOutput, "built");

    public void Remove()
    {
        if (Directory.Exists(home.BuildOutput))
            System.IO.File.Delete(File);
    }

    public void Write(DateTime started)
    {
        System.IO.File.WriteAllText(File, "");
        System.IO.File.SetLastWriteTimeUtc(File, started);
    }

    public bool IsUpToDate()
    {
        if (!System.IO.File.Exists(File) || !System.IO.File.Exists(home.EngineProgram) || !System.IO.File.Exists(home.EngineLauncher))
            return false;
        var built = System.IO.File.GetLastWriteTimeUtc(File);
        var charts = new FileInfo(home.ReportCharts);
        return !Inputs().Any(input => input.LastWriteTimeUtc >= built) && !(charts.Exists && charts.LastWriteTimeUtc >= built);
    }

    private IEnumerable<FileSystemInfo> Inputs() =>
        new DirectoryInfo(home.Root).EnumerateFiles()
            .Concat(Folders.Select(name => new DirectoryInfo(Path.Combine(home.Root, name))).Where(folder => folder.Exists).SelectMany(Under));

    private static IEnumerable<FileSystemInfo> Under(DirectoryInfo folder)
    {
        yield return folder;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner)
                yield return entry;
            else if (!Ignored.Contains(inner.Name))
            {
                foreach (var below in Under(inner))
                    yield return below;
            }
        }
    }
}
