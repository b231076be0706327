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
    /// <param name="preflight">What must hold before anything is written; it may throw.</param>
    /// <returns>Whether it is new, and nothing but its manifest is in it.</returns>
    /// <exception cref="UsageException">The folder holds something and may not be gone on with, or holds another sweep.</exception>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public bool Take(Manifest manifest, Action preflight)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(preflight);
        OutputPlace.RequireFolder(folder.Path);
        var begun = IsBegun();
        if (begun)
            Join(manifest);
        preflight();
        // Another process may have been quicker.
        var written = !begun
            && WholeFile.WriteUnlessThere(folder.ManifestPath, stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToJson())));
        if (!begun && !written)
            Join(manifest);
        if (Directory.EnumerateFiles(folder.Path, WholeFile.UnfinishedMark + "*").Any())
            WholeFile.RemoveUnfinished(folder.ManifestPath);
        return written;
    }

    /// <summary>Whether the folder holds more than a manifest in the making, batch scripts, and a report on nothing.</summary>
    private bool IsBegun() => Directory.Exists(folder.Path)
        && Directory.EnumerateFileSystemEntries(folder.Path)
            .Any(entry =>
                !WholeFile.IsUnfinished(entry, Manifest.FileName)
                    && Path.GetFileName(entry) is not (ResultFolder.Submitted or ResultFolder.ReportName));

    private void Join(Manifest manifest)
    {
        if (!resume && !(File.Exists(folder.ManifestPath) && shard is { } mine && !mine.Any(folder.HasEnded)))
            throw new UsageException($"{folder.Path} is not empty. Add --resume to finish what was begun in it, or choose another --out.");
        Manifest.Read(folder.ManifestPath).RequireSame(manifest);
        OwnFolders.RequireNoLinks(folder.Path);
    }
}
