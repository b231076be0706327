using Engine.Data;

namespace Engine.Tests.Data;

public sealed class TrainingDrawTests
{
    private static readonly DataSplits Data = new(Numbered(50), Numbered(5), Numbered(7));

    [Fact]
    public void It_is_drawn_from_the_training_split_with_replacement_and_labels_go_along()
    {
        var draw = TrainingDraw.Of(Data, 200, 3);
        Assert.Equal(200, draw.Train.Samples);
        Assert.Same(Data.Validation, draw.Validation);
        Assert.Same(Data.Test, draw.Test);
        var value = new float[1];
        for (var i = 0; i < 200; i++)
        {
            draw.Train.Features.Read(i, value);
            Assert.Equal((byte)((int)value[0] % 4), draw.Train.Labels[i]);
        }
    }

    [Fact]
    public void Seeds_draw_differently_and_a_seed_always_the_same()
    {
        Assert.Equal(TrainingDraw.Rows(50, 30, 1), TrainingDraw.Rows(50, 30, 1));
        Assert.NotEqual(TrainingDraw.Rows(50, 30, 1), TrainingDraw.Rows(50, 30, 2));
        // A longer draw begins with the shorter one.
        Assert.Equal(TrainingDraw.Rows(50, 30, 1), TrainingDraw.Rows(50, 60, 1)[..30]);
    }

    [Fact]
    public void Every_sample_is_drawn_equally_often()
    {
        var counts = new int[10];
        foreach (var row in Enumerable.Range(0, 1000).SelectMany(seed => TrainingDraw.Rows(10, 20, (ulong)seed)))
            counts[row]++;
        // 20,000 draws: 2,000 each, standard deviation sqrt(20000 * 0.09) = 42.
        Assert.All(counts, count => Assert.InRange(count, 2000 - 210, 2000 + 210));
    }

    [Fact]
    public void A_slice_of_picked_samples_is_that_of_the_rows()
    {
        var picked = new PickedFeatures(Numbered(9).Features, new[] { 4, 4, 8, 0 }).Slice(1, 3);
        var values = new float[3];
        picked.ReadRange(0, 3, values);
        Assert.Equal([4f, 8f, 0f], values);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PickedFeatures(Numbered(9).Features, new[] { 9 }));
    }

    private static LabelledData Numbered(int count) =>
        new(
            new FloatFeatures([.. Enumerable.Range(0, count).Select(i => (float)i)], count, 1),
            [.. Enumerable.Range(0, count).Select(i => (byte)(i % 4))],
            4);
}
