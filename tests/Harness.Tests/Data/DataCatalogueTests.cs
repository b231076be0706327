namespace Harness.Tests.Data;

public sealed class DataCatalogueTests
{
    [Fact]
    public void The_shipped_catalogue_names_every_set_of_the_contract() =>
        Assert.Equal(
            ["mnist", "fashion-mnist", "cifar-10", "digits", "two-gaussians", "two-moons", "symmetric-12"], DataCatalogue.Shipped.Names);

    [Fact]
    public void Every_file_has_a_size_and_a_checksum_of_its_own()
    {
        var files = DataCatalogue.Shipped.Sets.SelectMany(set => set.Files).ToArray();
        Assert.All(files, file => Assert.True(file.Size > 0));
        Assert.All(files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256!));
        Assert.Equal(files.Length, files.Select(file => file.Sha256).Distinct().Count());
    }

    [Fact]
    public void The_users_folder_comes_first_and_downloads_last()
    {
        foreach (var set in DataCatalogue.Shipped.Sets.Where(set => set.Name != "digits"))
        {
            Assert.Equal([SourceKind.Folder, SourceKind.Cache, SourceKind.System], set.Sources.Take(3).Select(source => source.Kind));
            Assert.Equal(SourceKind.Download, set.Sources[^1].Kind);
        }
    }

    [Fact]
    public void The_file_in_the_tree_is_the_one_built_in()
    {
        var tree = DataCatalogue.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "data", "datasets.json")));
        Assert.Equal(tree.Sets.SelectMany(set => set.Files), DataCatalogue.Shipped.Sets.SelectMany(set => set.Files));
    }

    [Theory]
    [InlineData("""{ "kind": "download", "url": "http://example.org/{file}" }""")]
    [InlineData("""{ "kind": "download" }""")]
    [InlineData("""{ "kind": "npm", "package": "no-version" }""")]
    [InlineData("""{ "kind": "system" }""")]
    [InlineData("""{ "kind": "floppy" }""")]
    [InlineData("""{ "kind": "cache", "typo": 1 }""")]
    public void A_source_that_cannot_work_is_refused(string source) =>
        Assert.Throws<InvalidDataException>(() => TinySet.Catalogue(source));

    [Fact]
    public void Both_spellings_of_an_idx_name_are_known_plain_and_compressed() =>
        Assert.Equal(["a-idx3-ubyte", "a-idx3-ubyte.gz", "a.idx3-ubyte", "a.idx3-ubyte.gz"], new CatalogueFile("a-idx3-ubyte").FileNames);
}
