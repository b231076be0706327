namespace Testing;

/// <summary>The folder that holds Engine.sln, found from where the test runs.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Engine.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no folder above {start} holds Engine.sln");
    }
}
