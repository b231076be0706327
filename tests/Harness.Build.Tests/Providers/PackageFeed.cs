using System.IO.Compression;

namespace Harness.Build.Tests.Providers;

/// <summary>A folder that NuGet takes as a package source, holding packages with nothing in them.</summary>
internal sealed class PackageFeed(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public PackageFeed With(string id, string version, string dependencies = "")
    {
        using var package = ZipFile.Open(Path.Combine(Folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var text = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        text.Write($"""
            <package><metadata>
              <id>{id}</id><version>{version}</version><authors>a test</authors><description>a test's</description>
              <dependencies><group targetFramework="net8.0">{dependencies}</group></dependencies>
            </metadata></package>
            """);
        return this;
    }

    public void Clear()
    {
        foreach (var package in Directory.EnumerateFiles(Folder))
            File.Delete(package);
    }
}
