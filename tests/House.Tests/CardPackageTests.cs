using System.Xml.Linq;

namespace House.Tests;

/// <summary>The card packages are left out where they are not asked for: every mention stands under the condition that it is.</summary>
public class CardPackageTests
{
    private static readonly Dictionary<string, string> SwitchOf = new()
    {
        ["TorchSharp"] = "EngineTorch",
        ["ILGPU"] = "EngineIlgpu",
        ["Parquet.Net"] = "EngineParquetNet",
    };

    // What they bring along under other names.
    private static readonly string[] Brought = ["libtorch", "Snappier", "ZstdSharp", "K4os.", "SkiaSharp", "SharpZipLib"];

    public static TheoryData<string> Projects => [.. Project.All.Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_card_package_is_referenced_only_where_its_switch_is_on(string path)
    {
        foreach (var reference in XDocument.Load(Tree.Absolute(path)).Descendants("PackageReference"))
        {
            var id = reference.Attribute("Include")?.Value ?? "";
            if (SwitchOf.FirstOrDefault(card => id.StartsWith(card.Key, StringComparison.Ordinal)).Value is { } needed)
                Assert.Equal($"'$({needed})' == 'true'", reference.Parent!.Attribute("Condition")?.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_lock_file_is_that_of_the_embedded_set(string path)
    {
        var lockFile = Tree.Read(Project.All.Single(project => project.Path == path).LockFile);
        Assert.All(SwitchOf.Keys.Concat(Brought), name => Assert.DoesNotContain($"\"{name}", lockFile, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_makes_a_card_provider_known_is_compiled_only_where_its_switch_is_on()
    {
        const string cli = "harness/Harness.Cli/Harness.Cli.csproj";
        var groups = XDocument.Load(Tree.Absolute(cli)).Descendants("Compile").ToList();
        Assert.Contains(groups, item => item.Attribute("Remove")?.Value == "Providers/ProviderSet.*.cs");
        foreach (var file in Tree.Files.Where(file => file.StartsWith("harness/Harness.Cli/Providers/ProviderSet.", StringComparison.Ordinal) && !file.EndsWith("/ProviderSet.cs", StringComparison.Ordinal)))
        {
            var item = Assert.Single(groups, item => item.Attribute("Include")?.Value is { } included && file.EndsWith(included, StringComparison.Ordinal));
            Assert.Contains(SwitchOf.Values, name => item.Parent!.Attribute("Condition")?.Value == $"'$({name})' == 'true'");
        }
    }

    [Fact]
    public void Nothing_is_compiled_by_a_symbol() => Assert.DoesNotContain(
        Tree.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)),
        path => File.ReadLines(Tree.Absolute(path)).Any(line => line.StartsWith('#') && line.Contains("if ", StringComparison.Ordinal)));
}
