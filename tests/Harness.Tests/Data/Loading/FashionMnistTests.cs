using Engine.Data;

namespace Harness.Tests.Data.Loading;

/// <summary>The system's copy of the real set: Debian's package dataset-fashion-mnist.</summary>
public sealed class FashionMnistTests
{
    [Fact]
    public void The_systems_copy_is_the_official_one()
    {
        var set = Load(out var warnings);
        Assert.Equal(
            (60_000, 10_000, 784, 10, 10_000), (set.Train.Samples, set.Test.Samples, set.Inputs, set.Classes, set.DefaultValidation));
        Assert.Empty(warnings);
        // The publisher: 6,000 training and 1,000 test images of each of ten classes.
        Assert.All(Enumerable.Range(0, 10), label =>
            Assert.Equal((6000, 1000), (set.Train.Labels.Count(found => found == label), set.Test.Labels.Count(found => found == label))));
        // The first of each, as on the publisher's page: an ankle boot (9) in both files.
        Assert.Equal((9, 9), (set.Train.Labels[0], set.Test.Labels[0]));
    }

    [Fact]
    public void The_mean_pixel_is_the_one_that_everybody_normalizes_by()
    {
        // Mean 0.2860 and std 0.3530 over the training images: the constants in use for this set.
        var features = Load(out _).Train.Features;
        var row = new float[features.Inputs];
        double sum = 0, squares = 0;
        for (var sample = 0; sample < features.Samples; sample++)
        {
            features.Read(sample, row);
            foreach (var value in row)
                (sum, squares) = (sum + value, squares + (double)value * value);
        }

        var n = (double)features.Samples * features.Inputs;
        Assert.Equal(0.2860, sum / n, 4);
        Assert.Equal(0.3530, Math.Sqrt(squares / n - sum / n * (sum / n)), 4);
    }

    private static DataSet Load(out List<string> warnings)
    {
        using var environment = new TestEnvironment();
        var entry = DataCatalogue.Shipped.Find("fashion-mnist")!;
        Witness.Require(new DataLocator(environment.Data).FindHere(entry) is not null, "FashionMNIST in /usr/share/datasets");
        warnings = environment.Warnings;
        return new DataSetLoader(environment.Data).Load(DataSetRequest.Named("fashion-mnist"));
    }
}
