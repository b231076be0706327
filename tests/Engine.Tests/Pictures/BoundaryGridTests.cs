using Engine.Data;
using Engine.Pictures;

namespace Engine.Tests.Pictures;

public sealed class BoundaryGridTests
{
    [Fact]
    public void It_covers_all_splits_with_a_tenth_of_the_range_around_them()
    {
        var grid = BoundaryGrid.Around(new DataSplits(Points(0, 0, 2, 1), Points(1, 5), Points(-3, 0)), 11);
        // x1 from -3 to 2: margin 0.5; x2 from 0 to 5: margin 0.5.
        Assert.Equal((-3.5, 2.5, -0.5, 5.5), (grid.Low1, grid.High1, grid.Low2, grid.High2));
    }

    [Fact]
    public void Points_go_row_by_row_from_the_lowest_corner()
    {
        var grid = new BoundaryGrid(3, 0, 2, 10, 30);
        Assert.Equal(
            [(0, 10), (1, 10), (2, 10), (0, 20), (1, 20), (2, 20), (0, 30), (1, 30), (2, 30)],
            Enumerable.Range(0, grid.Points).Select(i => ((int)grid[i].X1, (int)grid[i].X2)));
        var features = grid.ToFeatures();
        var read = new float[2];
        features.Read(5, read);
        Assert.Equal([2f, 20f], read);
        Assert.Equal((9, 2), (features.Samples, features.Inputs));
    }

    [Fact]
    public void A_feature_that_never_changes_gets_a_margin_of_one()
    {
        var grid = BoundaryGrid.Around(new DataSplits(Points(4, 0, 4, 1), Points(), Points(4, 2)), 2);
        Assert.Equal((3, 5), (grid.Low1, grid.High1));
    }

    [Fact]
    public void Other_than_two_features_are_refused_with_the_number_found()
    {
        var wide = new LabelledData(new FloatFeatures(new float[6], 2, 3), [0, 1], 2);
        Assert.Contains(
            "has 3",
            Assert.Throws<UserErrorException>(() => BoundaryGrid.Around(new DataSplits(wide, wide, wide), 5)).Message,
            StringComparison.Ordinal);
    }

    private static LabelledData Points(params float[] values) =>
        new(new FloatFeatures(values, values.Length / 2, 2), new byte[values.Length / 2], 2);
}
