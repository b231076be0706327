namespace House.Tests;

/// <summary>A PATH on which nothing but the script's own first needs are found: no dotnet.</summary>
internal sealed class EmptyPath : IDisposable
{
    private static readonly string[] Programs = ["dirname", "cat"];
    private readonly string folder = Directory.CreateTempSubdirectory("empty-path-").FullName;

    public EmptyPath()
    {
        foreach (var program in Programs)
            File.CreateSymbolicLink(Path.Combine(folder, program), Path.Combine("/usr/bin", program));
    }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["PATH"] = folder };

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
