using Engine.Measures;
using Engine.Networks;

namespace Engine.Tests.Measures;

public sealed class ClassSelectivityTests
{
    [Fact]
    public void By_hand()
    {
        // Largest 6, the others' mean (1 + 2 + 3) / 3 = 2: (6 - 2) / (6 + 2).
        var selectivity = ClassSelectivity.Of([1, 6, 2, 3], [5, 5, 5, 5]);
        Assert.Equal(0.5, selectivity.Value, 1e-15);
        Assert.Equal(1, selectivity.Class);
    }

    [Fact]
    public void A_unit_of_one_class_alone() => Assert.Equal(new Selectivity(1, 2), ClassSelectivity.Of([0, 0, 0.3], [1, 1, 1]));

    [Fact]
    public void Equal_means_are_not_selective_and_the_lowest_wins() =>
        Assert.Equal(new Selectivity(0, 0), ClassSelectivity.Of([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4]));

    [Fact]
    public void An_all_zero_unit_is_zero_and_has_no_class() => Assert.Equal(new Selectivity(0, -1), ClassSelectivity.Of([0, 0], [3, 3]));

    [Fact]
    public void Classes_without_samples_are_left_out() =>
        Assert.Equal(ClassSelectivity.Of([1, 3], [5, 5]).Value, ClassSelectivity.Of([double.NaN, 1, 3], [0, 5, 5]).Value);

    [Fact]
    public void One_class_alone_has_no_rest() =>
        Assert.Equal(new Selectivity(double.NaN, -1), ClassSelectivity.Of([double.NaN, 1], [0, 5]));

    [Fact]
    public void Negative_outputs_are_refused()
    {
        var accumulator = new ActivationAccumulator(1, 2, 0);
        accumulator.Add([-0.5f, 3, 2], [0, 0, 1]);
        Assert.Throws<ArgumentException>(() => ClassSelectivity.Of(accumulator.Results()[0]));
        Assert.Throws<ArgumentException>(() => ClassSelectivity.Of([-1, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => ClassSelectivity.Of([double.NaN, 1], [1, 1]));
    }

    [Fact]
    public void Applies_where_outputs_are_never_negative() =>
        Assert.Equal(
            [Activation.Relu, Activation.Sigmoid, Activation.Softplus],
            Enum.GetValues<Activation>().Where(ClassSelectivity.AppliesTo));
}
