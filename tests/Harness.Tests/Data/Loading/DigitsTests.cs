namespace Harness.Tests.Data.Loading;

/// <summary>The shipped set, so that something real always runs.</summary>
public sealed class DigitsTests
{
    [Fact]
    public void The_digits_are_there_without_folder_network_or_cache()
    {
        using var environment = new TestEnvironment();
        var set = new DataSetLoader(environment.Data).Load(DataSetRequest.Named("digits"), TestContext.Current.CancellationToken);
        Assert.Equal((1437, 360, 64, 10, 239), (set.Train.Samples, set.Test.Samples, set.Inputs, set.Classes, set.DefaultValidation));
        // Samples per digit as scikit-learn's documentation of load_digits counts them: about 180 each, 1,797 in all.
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            Enumerable.Range(0, 10).Select(digit => set.Train.Labels.Concat(set.Test.Labels).Count(label => label == digit)));
        Assert.Equal(Enumerable.Range(0, 10).Select(digit => (byte)digit), set.Train.Labels[..10]);

        // The first image's first line: 0 0 5 13 9 1 0 0.
        var row = new float[64];
        set.Train.Features.Read(0, row);
        Assert.Equal([0f, 0f, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0f, 0f], row[..8]);
        Assert.Equal(DataCatalogue.Shipped.Find("digits")!.Files[0].Sha256, set.Sha256);
        Assert.Empty(environment.Warnings);
    }
}
