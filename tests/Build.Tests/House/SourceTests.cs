using System.Text.RegularExpressions;

namespace Build.Tests.House;

public sealed partial class SourceTests
{
    private const int MostLines = 300, LongestLine = 140;

    private static readonly string RawQuotes = new('"', 3);

    private static readonly string[] Sources = [.. Tree.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal))];

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
        var tooLong = Sources
            .Select(path => (path, Lines: File.ReadLines(Tree.Absolute(path)).Count()))
            .Where(file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_line_is_long() => Assert.Empty(
        Sources.SelectMany(path => LongLines(path).Select(number => $"{path}:{number}")));

    [Fact]
    public void No_summary_begins_with_what() => Assert.DoesNotContain(
        Sources, path => SummaryOfWhat().IsMatch(Tree.Read(path)));

    /// <summary>All that is written is the same on every system: its lines do not end as those of the system do.</summary>
    [Fact]
    public void No_text_ends_its_lines_by_the_system() => Assert.DoesNotContain(
        Sources, path => SystemsLineEnd().IsMatch(Tree.Read(path)));

    /// <summary>
    /// Numbers of the lines that are too long. The text of a raw string is left out: it begins and ends in lines with an odd number of its
    /// quotes.
    /// </summary>
    private static IEnumerable<int> LongLines(string path)
    {
        var isRaw = false;
        var number = 0;
        foreach (var line in File.ReadLines(Tree.Absolute(path)))
        {
            number++;
            if (!isRaw && line.Length > LongestLine)
                yield return number;
            isRaw ^= line.Split(RawQuotes).Length % 2 == 0;
        }
    }

    // Indented JSON without a line end of its own has the system's.
    [GeneratedRegex(@"Environment\.New[L]ine|[W]riteIndented = true,(?!\s*NewLine = ""\\n"")")]
    private static partial Regex SystemsLineEnd();

    [GeneratedRegex(@"<summary>\s*(///\s*)?What\b")]
    private static partial Regex SummaryOfWhat();
}
