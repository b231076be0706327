namespace Harness.Data;

/// <summary>A temporary folder beside the files that will be made in it, so that moving them into place is atomic; gone when disposed.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string beside)
    {
        Path = System.IO.Path.Combine(beside, $".work-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A leftover takes room but does no harm, and must not hide why the work failed.
        }
    }
}
