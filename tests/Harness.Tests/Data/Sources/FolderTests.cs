using Engine;

namespace Harness.Tests.Data.Sources;

public sealed class FolderTests : IDisposable
{
    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();
    private readonly DataCatalogue _catalogue = TinySet.Catalogue();

    public FolderTests() => _environment.Data = _environment.Data with { Folder = _folder.Path };

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("tiny")]
    [InlineData("TINY/raw")]
    public void The_files_lie_in_the_folder_or_in_a_subfolder_of_a_known_name(string sub)
    {
        TinySet.WriteAll(_folder, sub);
        var found = Locate();
        Assert.Equal(SourceKind.Folder, found.Source);
        Assert.Equal(TinySet.Files.Select(name => Path.Combine(_folder.Path, sub, name)), found.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_subfolder_wins_over_files_of_the_same_names_beside_it()
    {
        TinySet.WriteAll(_folder, salt: 1);
        TinySet.WriteAll(_folder, "tiny");
        Assert.Equal(_folder["tiny"], Locate().Folder);
    }

    [Fact]
    public void Dotted_and_compressed_names_are_found()
    {
        for (var i = 0; i < 4; i++)
            _folder.Write(
                TinySet.Files[i].Replace("-idx", ".idx", StringComparison.Ordinal) + (i < 2 ? ".gz" : ""),
                i < 2 ? TinySet.Gzip(TinySet.Content(i)) : TinySet.Content(i));
        Assert.Equal(12, new DataSetLoader(_environment.Data, _catalogue)
            .Load(DataSetRequest.Named("tiny"), TestContext.Current.CancellationToken).Train.Samples);
        Assert.Empty(_environment.Warnings);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_and_not_passed_over()
    {
        _environment.Data = _environment.Data with { Folder = _folder["nowhere"] };
        var error = Assert.Throws<UserErrorException>(Locate);
        Assert.Equal(
            $"The data folder {_folder["nowhere"]} (--data or ENGINE_DATA) does not exist. Create it, name another, or leave it out.",
            error.Message);
    }

    [Fact]
    public void Without_a_source_the_message_lists_files_folder_and_what_was_tried()
    {
        var error = Assert.Throws<DataUnavailableException>(Locate);
        Assert.All(TinySet.Files, file => Assert.Contains(file, error.Message, StringComparison.Ordinal));
        Assert.Contains(Path.Combine(_environment.Cache, "tiny"), error.Message, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER or ENGINE_DATA", error.Message, StringComparison.Ordinal);
        Assert.Contains("XDG_CACHE_HOME", error.Message, StringComparison.Ordinal);
        Assert.Contains($"the folder given {_folder.Path}: the files are not there", error.Message, StringComparison.Ordinal);
        Assert.Contains("the cache", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        TinySet.WriteAll(_folder);
        File.Delete(_folder[TinySet.Files[3]]);
        var error = Assert.Throws<DataUnavailableException>(Locate);
        Assert.Contains($"{TinySet.Files[3]} missing, the other files are there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_source_in_place_of_an_incomplete_folder_is_told()
    {
        _folder.Write(TinySet.Files[0], TinySet.Content(0));
        TinySet.WriteAll(_environment.Home, "cache/tiny");
        Assert.Equal(SourceKind.Cache, Locate().Source);
        Assert.Contains("missing, the other files are there", Assert.Single(_environment.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_xz_must_be_unpacked_first()
    {
        foreach (var name in TinySet.BatchFiles)
            _folder.Write($"cifar-10-batches-bin/{name}.xz", [1]);
        var error = Assert.Throws<DataUnavailableException>(
            () => new DataLocator(_environment.Data).Locate(_catalogue.Find("batches")!, TestContext.Current.CancellationToken));
        Assert.Contains(
            "xz is not read: xz -dk data_batch_1.bin.xz data_batch_2.bin.xz test_batch.bin.xz", error.Message, StringComparison.Ordinal);
    }

    private LocatedSet Locate() => new DataLocator(_environment.Data).Locate(_catalogue.Find("tiny")!);
}
