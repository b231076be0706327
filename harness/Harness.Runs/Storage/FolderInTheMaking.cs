using IoPath = System.IO.Path;

namespace Harness.Runs.Storage;

/// <summary>A folder that appears whole or not at all: it is filled beside its place, then renamed.</summary>
internal sealed class FolderInTheMaking : IDisposable
{
    private readonly string _place;
    private bool _finished;

    /// <param name="place">Where it is to be; an empty folder may be there.</param>
    /// <exception cref="StorageException">Nothing can be written there.</exception>
    public FolderInTheMaking(string place)
    {
        _place = IoPath.TrimEndingDirectorySeparator(IoPath.GetFullPath(place));
        Path = WholeFile.UnfinishedOf(_place);
        Do(() => Directory.CreateDirectory(Path));
    }

    /// <summary>Where it is filled.</summary>
    public string Path { get; }

    /// <summary>Gives it its place.</summary>
    /// <exception cref="StorageException">Something is there, or it cannot be renamed.</exception>
    public void Finish()
    {
        Do(() =>
        {
            if (Directory.Exists(_place))
                Directory.Delete(_place);
            Directory.Move(Path, _place);
        });
        _finished = true;
    }

    public void Dispose()
    {
        if (_finished)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The error that led here says more than that its remains could not be removed.
        }
    }

    private void Do(Action change)
    {
        try
        {
            change();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{_place} cannot be written: {cause.Message} Free space or choose another --out.", cause);
        }
    }
}
