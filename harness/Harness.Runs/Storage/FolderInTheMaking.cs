using Engine;
using IoPath = System.IO.Path;

namespace Harness.Runs.Storage;

/// <summary>
/// A folder that appears whole or not at all. It is filled beside its place, then renamed. Where an empty folder has the place, which may
/// be a mount point or have an owner and rights of its own, it is filled within, and what is in it is moved up.
/// </summary>
internal sealed class FolderInTheMaking : IDisposable
{
    /// <summary>Held open while the folder is filled: it tells what a process that was killed left.</summary>
    private const string InWork = ".in-work";

    private readonly string _place;
    private readonly bool _isThere;
    private readonly FileStream _lock;
    private readonly List<string> _moved = [];
    private bool _finished;

    /// <param name="place">Where it is to be; an empty folder, or a link to one, may be there.</param>
    /// <exception cref="UsageException">Something else is there.</exception>
    /// <exception cref="StorageException">Nothing can be written there.</exception>
    public FolderInTheMaking(string place)
    {
        _place = IoPath.TrimEndingDirectorySeparator(IoPath.GetFullPath(place));
        _isThere = Directory.Exists(_place);
        OutputPlace.RequireFolder(_place);
        var name = IoPath.GetFileName(_place);
        var parent = _isThere ? _place : IoPath.GetDirectoryName(_place) ?? _place;
        Sweep(parent, name);
        if (_isThere && Try(() => Directory.EnumerateFileSystemEntries(_place).FirstOrDefault()) is { } found)
            throw new UsageException($"--out {_place} is not empty, it has {IoPath.GetFileName(found)}; choose a new folder");
        Path = WholeFile.UnfinishedOf(IoPath.Combine(parent, name));
        _lock = Try(() =>
        {
            Directory.CreateDirectory(Path);
            return Lock(Path, FileMode.CreateNew);
        });
    }

    /// <summary>Where it is filled.</summary>
    public string Path { get; }

    /// <summary>Gives it its place.</summary>
    /// <exception cref="StorageException">Something is there, or it cannot be renamed.</exception>
    public void Finish()
    {
        _lock.Dispose();
        _finished = Try(() =>
        {
            File.Delete(_lock.Name);
            if (_isThere)
                MoveUp();
            else
                Directory.Move(Path, _place);
            return true;
        });
    }

    public void Dispose()
    {
        if (_finished)
            return;
        _lock.Dispose();
        foreach (var folder in _moved.Append(Path))
            Delete(folder);
    }

    private void MoveUp()
    {
        foreach (var folder in Directory.GetDirectories(Path))
        {
            var to = IoPath.Combine(_place, IoPath.GetFileName(folder));
            Directory.Move(folder, to);
            _moved.Add(to);
        }
        Directory.Delete(Path);
    }

    /// <summary>Removes what processes that were killed left of a folder of this name.</summary>
    private static void Sweep(string parent, string name)
    {
        if (!Directory.Exists(parent))
            return;
        try
        {
            foreach (var left in Directory.GetDirectories(parent, WholeFile.UnfinishedMark + "*"))
                if (WholeFile.IsUnfinished(left, name))
                    RemoveUnlessInWork(left);
        }
        catch (UnauthorizedAccessException)
        {
            // A folder that may not be listed may be written all the same.
        }
    }

    private static void RemoveUnlessInWork(string left)
    {
        try
        {
            Lock(left, FileMode.Open).Dispose();
            Directory.Delete(left, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Another process fills it, or it is not what it seems.
        }
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(IoPath.Combine(folder, InWork), mode, FileAccess.ReadWrite, FileShare.None);

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than that its remains could not be removed.
        }
    }

    private T Try<T>(Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception cause) when (StorageException.IsOf(cause))
        {
            throw StorageException.Of(_place, cause);
        }
    }
}
