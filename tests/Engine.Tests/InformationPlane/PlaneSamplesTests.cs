using Engine.Data;
using Engine.InformationPlane;

namespace Engine.Tests.InformationPlane;

public sealed class PlaneSamplesTests
{
    private static readonly DataSplits Data = new(Numbered(0, 60), Numbered(60, 20), Numbered(80, 20));

    [Fact]
    public void All_samples_come_in_the_order_of_the_splits()
    {
        var samples = PlaneSamples.Draw(Data, PlaneSplit.All, 100);
        Assert.Equal(Enumerable.Range(0, 100), Numbers(samples));
        Assert.Equal(Numbers(samples).Select(number => (byte)(number % 3)), samples.Labels);
    }

    [Theory]
    [InlineData(PlaneSplit.Train, 0, 60)]
    [InlineData(PlaneSplit.Validation, 60, 20)]
    [InlineData(PlaneSplit.Test, 80, 20)]
    public void A_split_is_taken_alone(PlaneSplit split, int first, int count) =>
        Assert.Equal(Enumerable.Range(first, count), Numbers(PlaneSamples.Draw(Data, split, 100)));

    [Fact]
    public void A_part_is_drawn_without_repetition_the_same_each_time()
    {
        var numbers = Numbers(PlaneSamples.Draw(Data, PlaneSplit.All, 30));
        Assert.Equal(30, numbers.Distinct().Count());
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(numbers, Numbers(PlaneSamples.Draw(Data, PlaneSplit.All, 30)));
        // From all three splits: the chance that none of 30 falls among the last 20 of 100 is below 1e-3.
        Assert.Contains(numbers, number => number >= 80);
        Assert.NotEqual(Enumerable.Range(0, 30), numbers);
    }

    [Fact]
    public void An_empty_split_is_refused()
    {
        var empty = Data with { Validation = Numbered(0, 0) };
        Assert.Contains(
            "validation",
            Assert.Throws<UserErrorException>(() => PlaneSamples.Draw(empty, PlaneSplit.Validation, 5)).Message,
            StringComparison.Ordinal);
        Assert.Equal(80, PlaneSamples.Draw(empty, PlaneSplit.All, 1000).Count);
    }

    private static int[] Numbers(PlaneSamples samples)
    {
        var values = new float[2 * samples.Count];
        samples.Inputs.ReadRange(0, samples.Count, values);
        return [.. values.Where((_, i) => i % 2 == 0).Select(value => (int)value)];
    }

    private static LabelledData Numbered(int first, int count) => new(
        new FloatFeatures([.. Enumerable.Range(first, count).SelectMany(i => new float[] { i, -i })], count, 2),
        [.. Enumerable.Range(first, count).Select(i => (byte)(i % 3))],
        3);
}
