namespace Testing.Tables.Witnesses;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"engine-{Guid.NewGuid():N}.parquet");

    public TemporaryFile(byte[]? content = null)
    {
        if (content is not null)
            File.WriteAllBytes(Path, content);
    }

    public void Dispose() => File.Delete(Path);
}
