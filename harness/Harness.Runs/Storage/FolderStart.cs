using System.Text;
using Engine;

namespace Harness.Runs.Storage;

/// <summary>Starts a sweep in a folder, new or begun before. Several processes may do so at the same moment.</summary>
/// <param name="resume">Whether the folder may hold what was begun before.</param>
/// <param name="shard">
/// The runs of this process where others do the rest of the plan, else null. Such a process joins the folder of its sweep without
/// <paramref name="resume"/> as long as none of its own runs is in it: which of the processes comes first is chance.
/// </param>
public sealed class FolderStart(ResultFolder folder, bool resume, IReadOnlyList<string>? shard)
{
    /// <param name="manifest">As far as it is known without the data.</param>
    /// <param name="preflight">Checks what must hold before anything is written, which may throw, and gives the whole manifest.</param>
    /// <returns>Whether it is new, and nothing but its manifest is in it.</returns>
    /// <exception cref="UsageException">The folder holds something and may not be gone on with, or holds another sweep, or runs of other
    /// data.</exception>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public bool Take(Manifest manifest, Func<Manifest> preflight)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(preflight);
        OutputPlace.RequireFolder(folder.Path);
        var begun = IsBegun(folder);
        if (begun)
            Join(manifest);
        var whole = preflight();
        // Another process may have been quicker.
        var written = !begun
            && WholeFile.WriteUnlessThere(folder.ManifestPath, stream => stream.Write(Encoding.UTF8.GetBytes(whole.ToJson())));
        if (!begun && !written)
            Join(manifest);
        if (!written)
            RequireSameData(whole);
        if (Directory.EnumerateFiles(folder.Path, WholeFile.UnfinishedMark + "*").Any())
            WholeFile.RemoveUnfinished(folder.ManifestPath);
        return written;
    }

    /// <summary>The sweep that was begun in a folder; null where none was.</summary>
    /// <exception cref="UsageException">It is a file, or holds something that is no sweep to go on with.</exception>
    public static Manifest? Begun(ResultFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!IsBegun(folder))
            return null;
        return Manifest.Read(folder.ManifestPath);
    }

    /// <summary>Whether the folder holds more than a manifest in the making, batch scripts, inputs, and a report on nothing.</summary>
    /// <exception cref="UsageException">It is a file, or a folder in it is a link.</exception>
    private static bool IsBegun(ResultFolder folder)
    {
        if (File.Exists(folder.Path))
            throw new UsageException($"{folder.Path} is a file; --out needs a folder.");
        OwnFolders.RequireNoLinks(folder.Path);
        return Directory.Exists(folder.Path)
            && Directory.EnumerateFileSystemEntries(folder.Path)
                .Any(entry =>
                    !WholeFile.IsUnfinished(entry, Manifest.FileName)
                        && Path.GetFileName(entry) is not (ResultFolder.Submitted or ResultFolder.Given or ResultFolder.ReportName));
    }

    private void Join(Manifest manifest)
    {
        if (!resume && !(File.Exists(folder.ManifestPath) && shard is { } mine && !mine.Any(folder.HasEnded)))
            throw new UsageException($"{folder.Path} is not empty. Add --resume to finish what was begun in it, or choose another --out.");
        Manifest.Read(folder.ManifestPath).RequireSame(manifest);
    }

    private void RequireSameData(Manifest whole)
    {
        if (whole.Data is { } found)
            DataBinding.RequireSame(
                folder.Path, DataBinding.Recorded(folder, Manifest.Read(folder.ManifestPath)), found,
                "Put the data back that the sweep was begun with, or choose another --out.");
    }
}
