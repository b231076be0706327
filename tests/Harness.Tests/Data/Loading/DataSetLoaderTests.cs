using Engine;
using Engine.Data;

namespace Harness.Tests.Data.Loading;

public sealed class DataSetLoaderTests : IDisposable
{
    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();
    private readonly DataCatalogue _catalogue = TinySet.Catalogue();

    public DataSetLoaderTests() => _environment.Data = _environment.Data with { Folder = _folder.Path };

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void A_set_of_idx_files_is_read_and_hashed_as_a_whole()
    {
        TinySet.WriteAll(_folder);
        var set = Load(DataSetRequest.Named("tiny"));
        Assert.Equal(("tiny", 9, 10, 1, 2), (set.Name, set.Inputs, set.Classes, set.Channels, set.DefaultValidation));
        Assert.Equal(TinySet.Sha256([.. Enumerable.Range(0, 4).SelectMany(i => TinySet.Content(i))]), set.Sha256);
        Assert.Equal(TinySet.Content(1)[8..], set.Train.Labels);
        Assert.Equal(TinySet.Content(2)[16..25].Select(pixel => pixel / 255f), Row(set.Test.Features, 0));
        Assert.Empty(_environment.Warnings);
    }

    [Fact]
    public void The_hash_is_the_same_for_compressed_files()
    {
        TinySet.WriteAll(_folder);
        var plain = Load(DataSetRequest.Named("tiny")).Sha256;
        for (var i = 0; i < 4; i++)
        {
            _folder.Write(TinySet.Files[i] + ".gz", TinySet.Gzip(TinySet.Content(i)));
            File.Delete(_folder[TinySet.Files[i]]);
        }

        Assert.Equal(plain, Load(DataSetRequest.Named("tiny")).Sha256);
    }

    [Fact]
    public void Batches_become_one_set()
    {
        TinySet.WriteBatches(_folder, "cifar-10-batches-bin");
        var set = Load(DataSetRequest.Named("batches"));
        Assert.Equal((4, 2, 3072, 3, 10), (set.Train.Samples, set.Test.Samples, set.Inputs, set.Channels, set.Classes));
        Assert.Equal([0, 1, 1, 2], set.Train.Labels);
        Assert.Equal(TinySet.Batch(1)[1..3073].Select(pixel => pixel / 255f), Row(set.Train.Features, 2));
        Assert.Equal(TinySet.Sha256([.. Enumerable.Range(0, 3).SelectMany(TinySet.Batch)]), set.Sha256);
    }

    [Fact]
    public void A_file_of_the_users_with_another_content_is_used_after_a_warning_that_names_it()
    {
        TinySet.WriteAll(_folder);
        _folder.Write(TinySet.Files[2], TinySet.Content(2, salt: 9));
        Load(DataSetRequest.Named("tiny"));
        var warning = Assert.Single(_environment.Warnings);
        Assert.Equal(
            $"{_folder[TinySet.Files[2]]} is not tiny's official t10k-images-idx3-ubyte: "
                + $"its SHA-256 is {TinySet.Sha256(TinySet.Content(2, salt: 9))}, the catalogue has {TinySet.Sha256(TinySet.Content(2))}. "
                + "It is used as it is.",
            warning);
    }

    [Fact]
    public void A_damaged_file_in_the_cache_is_refused()
    {
        TinySet.WriteAll(_environment.Home, "cache/tiny");
        _environment.Home.Write($"cache/tiny/{TinySet.Files[0]}", TinySet.Content(0, salt: 9));
        Assert.EndsWith(
            "The copy is damaged: engine data get tiny replaces it.", Fail(DataSetRequest.Named("tiny")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_another_set_are_recognized()
    {
        TinySet.WriteAll(_folder, salt: 1);
        Assert.Equal(
            $"{_folder[TinySet.Files[0]]} is a file of other, needed is one of tiny. Keep each set in a subfolder of its own, "
                + "such as tiny.",
            Fail(DataSetRequest.Named("tiny")));
    }

    [Fact]
    public void Images_and_labels_of_different_counts_are_refused()
    {
        TinySet.WriteAll(_folder);
        _folder.Write(TinySet.Files[1], [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
        Assert.StartsWith(
            $"{_folder[TinySet.Files[0]]} has 12 images, {_folder[TinySet.Files[1]]} has 2 labels:",
            Fail(DataSetRequest.Named("tiny")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_above_the_classes_is_refused()
    {
        TinySet.WriteAll(_folder);
        var labels = TinySet.Content(1);
        labels[^1] = 10;
        _folder.Write(TinySet.Files[1], labels);
        Assert.StartsWith(
            $"{_folder[TinySet.Files[1]]}: the label of image 11 is 10, needed is 0 to 9.",
            Fail(DataSetRequest.Named("tiny")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 255, "246 of its 256 classes have no sample; the largest label is 255, of 1 sample.")] // 10 to 254 are 245, and 1
    [InlineData(3, 3, 12, "2 of its 13 classes have no sample; the largest label is 12, of 3 samples.")] // 10 and 11
    [InlineData(1, 1, 10, "1 of its 11 classes has no sample; the largest label is 10, of 1 sample.")]
    public void Classes_without_a_sample_are_counted_and_the_largest_label_is_named(int file, int samples, byte label, string said)
    {
        TinySet.WriteAll(_folder);
        // Twelve labels 0 to 9, 0, 1 in each part: the class at place 1 is left out of both where one stray sample takes it.
        for (var part = 1; part < 4; part += 2)
        {
            var labels = TinySet.Content(part);
            labels.AsSpan(8).Replace((byte)1, (byte)(samples == 1 ? 0 : 1));
            if (part == file)
                labels.AsSpan(^samples..).Fill(label);
            _folder.Write(TinySet.Files[part], labels);
        }
        var set = Load(DataSetRequest.Idx(_folder.Path));
        Assert.Equal(label + 1, set.Classes);
        Assert.StartsWith($"{set.Name}: {said}", Assert.Single(_environment.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_whose_classes_are_known_is_counted_too()
    {
        TinySet.WriteBatches(_folder, "mine");
        // Batches 0, 1 and the test batch 2 have labels 0 1, 1 2 and 2 3: ten classes less four.
        var set = Load(DataSetRequest.Cifar(_folder["mine"]));
        Assert.StartsWith(
            $"{set.Name}: 6 of its 10 classes have no sample; the largest label is 3, of 1 sample.",
            Assert.Single(_environment.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_and_test_images_of_different_sizes_are_refused()
    {
        TinySet.WriteAll(_folder);
        var images = TinySet.Content(2);
        (images[7], images[11], images[15]) = (TinySet.Samples, 1, 9);
        _folder.Write(TinySet.Files[2], images);
        Assert.Contains("images of 3 x 3", Fail(DataSetRequest.Idx(_folder.Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_batch_of_the_wrong_length_is_refused(int more)
    {
        TinySet.WriteBatches(_folder);
        _folder.Write("data_batch_2.bin", new byte[6146 + more]);
        var needed = $"{_folder["data_batch_2.bin"]} has the wrong length";
        Assert.StartsWith(
            $"{needed}: it holds {6146 + more} bytes, a batch of 2 records of 3073 bytes needs 6146.",
            Fail(DataSetRequest.Named("batches")),
            StringComparison.Ordinal);
        Assert.StartsWith(needed, Fail(DataSetRequest.Cifar(_folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_ones_own_needs_no_catalogue()
    {
        TinySet.WriteAll(_folder, "mine", salt: 77);
        var set = Load(DataSetRequest.Idx(_folder["mine"] + "/"));
        // Labels (i + 77) mod 10 for twelve samples: all ten classes.
        Assert.Equal(("idx:mine", 12, 10), (set.Name, set.Train.Samples, set.Classes));
        Assert.Empty(_environment.Warnings);
    }

    [Fact]
    public void A_folder_of_batches_takes_as_many_as_there_are_plain_or_compressed()
    {
        TinySet.WriteBatches(_folder, "mine");
        _folder.Write("mine/data_batch_3.bin.gz", TinySet.Gzip(TinySet.Batch(5)));
        var set = Load(DataSetRequest.Cifar(_folder["mine"]));
        Assert.Equal(("cifar:mine", 6, 2), (set.Name, set.Train.Samples, set.Test.Samples));
        Assert.Equal([0, 1, 1, 2, 5, 6], set.Train.Labels);
    }

    [Fact]
    public void A_folder_without_the_files_is_refused_with_their_names()
    {
        Assert.EndsWith(
            "Needed are data_batch_1.bin, test_batch.bin (plain or .gz).",
            Fail(DataSetRequest.Cifar(_folder.Path)),
            StringComparison.Ordinal);
        Assert.EndsWith("there is no such folder. Needed are train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, "
            + "t10k-labels-idx1-ubyte (plain or .gz).", Fail(DataSetRequest.Idx(_folder["no"])), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones() =>
        Assert.Equal(
            "There is no data set tinny: known are tiny, other, batches, two-gaussians, two-moons, symmetric-12.",
            Fail(DataSetRequest.Named("tinny")));

    private static float[] Row(Features features, int row)
    {
        var values = new float[features.Inputs];
        features.Read(row, values);
        return values;
    }

    private DataSet Load(DataSetRequest request) => new DataSetLoader(_environment.Data, _catalogue).Load(request);

    private string Fail(DataSetRequest request) => Assert.Throws<UserErrorException>(() => Load(request)).Message;
}
