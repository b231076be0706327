using Engine.Data;

namespace Harness.Tests.Data.Generated;

public sealed class SymmetricPatternsTests
{
    private const int Bits = 12;

    private static readonly DataSet Set = Load();

    [Fact]
    public void Every_pattern_is_there_once_four_fifths_of_them_to_train_on()
    {
        Assert.Equal((3686, 410, 12, 2, 409), (Set.Train.Samples, Set.Test.Samples, Set.Inputs, Set.Classes, Set.DefaultValidation));
        Assert.Equal(0.8, Set.Split(Set.DefaultValidation).Train.Samples / 4096.0, 0.001);
        Assert.Equal(Enumerable.Range(0, 4096), All().Select(pattern => pattern.Code).Order());
    }

    [Fact]
    public void Labels_are_balanced_over_all_patterns_and_nearly_so_in_each_part()
    {
        Assert.Equal(2048, All().Count(pattern => pattern.Label == 1));
        // Drawn without repetition: standard deviation sqrt(410 / 4 * 0.9) = 9.6 of 205.
        Assert.InRange(Set.Test.Labels.Count(label => label == 1), 205 - 48, 205 + 48);
    }

    [Fact]
    public void No_rotation_changes_a_label()
    {
        var labels = All().ToDictionary(pattern => pattern.Code, pattern => pattern.Label);
        foreach (var (code, label) in labels)
            Assert.Equal(label, labels[(code >> 1) | ((code & 1) << (Bits - 1))]);
    }

    [Fact]
    public void Patterns_of_one_number_of_ones_have_both_labels_so_that_counting_is_not_enough() =>
        Assert.Equal(2, All().Where(pattern => int.PopCount(pattern.Code) == 6).Select(pattern => pattern.Label).Distinct().Count());

    [Fact]
    public void The_extremes_are_as_the_rule_has_them()
    {
        var labels = All().ToDictionary(pattern => pattern.Code, pattern => pattern.Label);
        // All ones: 12 neighbouring pairs; six ones in a row: 5; every other bit: none; no ones: none.
        Assert.Equal((1, 1, 0, 0), (labels[0xFFF], labels[0b111111], labels[0b010101010101], labels[0]));
    }

    [Fact]
    public void It_is_the_same_each_time() => Assert.Equal(Codes(Load().Test), Codes(Set.Test));

    private static IEnumerable<(int Code, int Label)> All() =>
        Codes(Set.Train).Zip(Set.Train.Labels).Concat(Codes(Set.Test).Zip(Set.Test.Labels)).Select(pair => (pair.First, (int)pair.Second));

    private static int[] Codes(LabelledData data)
    {
        var values = new float[Bits * data.Samples];
        data.Features.ReadRange(0, data.Samples, values);
        return [
            .. Enumerable.Range(0, data.Samples).Select(i => Enumerable.Range(0, Bits).Sum(bit => (int)values[(Bits * i) + bit] << bit))];
    }

    private static DataSet Load()
    {
        using var environment = new TestEnvironment();
        return new DataSetLoader(environment.Data).Load(DataSetRequest.Named("symmetric-12"));
    }
}
