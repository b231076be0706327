namespace Build.Tests.House;

public class SourceTests
{
    private const int MostLines = 300;

    // Spelled in parts: this file is looked through as well.
    private static readonly string[] RegistryHosts =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "pypi" + ".org", "pythonhosted" + ".org",
        "crates" + ".io", "deb.debian" + ".org", "archive.ubuntu" + ".com", "repo.maven" + ".", "proxy.golang" + ".org",
        "rubygems" + ".org",
    ];

    private static readonly string[] Binary = [".gz", ".png", ".npz", ".safetensors", ".parquet", ".bin"];

    [Fact]
    public void No_file_names_a_package_registry()
    {
        var naming = Tree.Files.Where(path => !Binary.Contains(Path.GetExtension(path)))
            .SelectMany(path => RegistryHosts.Where(host => Tree.Read(path).Contains(host, StringComparison.OrdinalIgnoreCase))
                .Select(host => $"{path}: {host}"));
        Assert.Empty(naming);
    }

    [Fact]
    public void No_source_file_is_long()
    {
        var tooLong = Tree.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => (path, Lines: File.ReadLines(Tree.Absolute(path)).Count()))
            .Where(file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }
}
