namespace Harness.Tests.Data.Loading;

/// <summary>The real batches, where ENGINE_DATA leads to them; they are too large to fetch for a test.</summary>
public sealed class CifarTests
{
    [Fact]
    public void The_real_batches_are_read()
    {
        using var environment = new TestEnvironment();
        environment.Data = environment.Data with { Folder = DataEnvironment.Current().Folder };
        var entry = DataCatalogue.Shipped.Find("cifar-10")!;
        Assert.SkipWhen(
            new DataLocator(environment.Data).FindHere(entry) is null,
            "CIFAR-10's .bin files are not here: name their folder with ENGINE_DATA");

        var set = new DataSetLoader(environment.Data).Load(DataSetRequest.Named("cifar-10"), TestContext.Current.CancellationToken);
        Assert.Equal(
            (50_000, 10_000, 3072, 3, 8333), (set.Train.Samples, set.Test.Samples, set.Inputs, set.Channels, set.DefaultValidation));
        // The publisher: 6,000 images of each class, exactly 1,000 of them for testing. The first training image is a frog (6), the first
        // test image a cat (3).
        Assert.All(Enumerable.Range(0, 10), label =>
            Assert.Equal((5000, 1000), (set.Train.Labels.Count(found => found == label), set.Test.Labels.Count(found => found == label))));
        Assert.Equal((6, 3), (set.Train.Labels[0], set.Test.Labels[0]));
        Assert.Equal(("frog", "cat"), (set.ClassNames[6], set.ClassNames[3]));
    }

    [Fact]
    public void Of_the_Python_version_the_catalogues_name_says_how_to_name_it()
    {
        using var folder = new TemporaryFolder();
        using var environment = new TestEnvironment();
        environment.Data = environment.Data with { Folder = folder.Path };
        var file = folder.Write("cifar-10-batches-py/data_batch_1", "");
        var entry = DataCatalogue.Shipped.Find("cifar-10")! with { Folders = ["cifar-10-batches-py"], Sources = [new(SourceKind.Folder)] };
        var message = Assert.Throws<DataUnavailableException>(() => new DataLocator(environment.Data).Locate(entry)).Message;
        Assert.Contains($"{{cifar: {Path.GetDirectoryName(file)}}}", message, StringComparison.Ordinal);
    }
}
