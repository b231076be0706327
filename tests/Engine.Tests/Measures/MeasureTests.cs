using Engine.Measures;
using Engine.Networks;

namespace Engine.Tests.Measures;

public sealed class MeasureTests
{
    /// <summary>Ten classes of 100 samples; the neuron fires on 90 of the first and on 10 of each other: 180 of 1,000.</summary>
    private static readonly NeuronProfile Neuron = Histograms.Neuron(Histograms.OneBit(100, 90, 10, 10, 10, 10, 10, 10, 10, 10, 10));

    private static readonly double Entropy = -((0.18 * Math.Log2(0.18)) + (0.82 * Math.Log2(0.82)));

    /// <summary>I = H(T) - H(T|Y), and within every class the neuron takes one value on 9 of 10 samples.</summary>
    private static readonly double Information = Entropy + ((0.9 * Math.Log2(0.9)) + (0.1 * Math.Log2(0.1)));

    /// <summary>0.9 log2(0.9 / 0.18) + 0.1 log2(0.1 / 0.82), of the first class.</summary>
    private static readonly double Selectivity = (0.9 * Math.Log2(5)) + (0.1 * Math.Log2(0.1 / 0.82));

    [Fact]
    public void Values_of_a_neuron_that_says_something()
    {
        Assert.Equal(Entropy, Neuron[Engine.Measures.Entropy.Definition], 1e-14);
        Assert.Equal(Information, Neuron[MutualInformation.Definition], 1e-14);
        Assert.Equal(Selectivity, Neuron[KlSelectivity.Definition], 1e-14);
    }

    [Theory]
    [InlineData("H(T) <= log2 |T|", "H", "1")]
    [InlineData("0 <= I(T;Y)", "0", "I")]
    [InlineData("I(T;Y) <= H(T)", "I", "H")]
    [InlineData("I(T;Y) <= H(Y)", "I", "log2 10")]
    [InlineData("I(T;Y) <= KL selectivity", "I", "KL")]
    [InlineData("0 <= class selectivity", "0", "0")]
    [InlineData("class selectivity <= 1", "0", "1")]
    [InlineData("0 <= variance", "0", "0")]
    [InlineData("0 <= fraction active", "0", "1")]
    [InlineData("fraction active <= 1", "1", "1")]
    public void What_is_checked_of_every_neuron(string rule, string lower, string upper)
    {
        var found = KnownMeasures.All.SelectMany(measure => measure.Invariants).Single(invariant => invariant.Rule == rule);
        Assert.Equal(Number(lower), found.Lower(Neuron), 1e-14);
        Assert.Equal(Number(upper), found.Upper(Neuron), 1e-14);
    }

    [Fact]
    public void It_holds_on_random_histograms() =>
        Histograms.ForRandom(500, (histogram, _) => KnownMeasures.Check(Histograms.Neuron(histogram)));

    [Fact]
    public void It_holds_with_more_bins_than_samples()
    {
        var counts = new int[256 * 10];
        counts[3] = counts[1255] = 1;
        var neuron = Histograms.Neuron(new JointHistogram(256, 10, counts));
        KnownMeasures.Check(neuron);
        Assert.Equal(1, neuron[MutualInformation.Definition], 1e-15);
    }

    [Theory]
    [InlineData(-1e-11)]
    [InlineData(double.NaN)]
    public void A_violation_names_neuron_rule_and_values(double upper)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Bounded(0, upper).Check(Neuron));
        Assert.Equal($"layer 2 neuron 7: 0 <= x does not hold (0 against {upper:R}, bits)", error.Message);
    }

    [Fact]
    public void Rounding_is_forgiven() => Bounded(0, -5e-13).Check(Neuron);

    [Fact]
    public void Where_a_measure_does_not_apply_it_has_no_value_no_rank_and_nothing_to_check()
    {
        var signed = Histograms.Neuron(Neuron.Histogram.Counts, Activation.Tanh);
        var measure = Bounded(0, -1, activation => activation == Activation.Relu);
        Assert.Throws<InvalidOperationException>(() => measure.Check(Neuron));
        measure.Check(signed);
        Assert.Equal((double.NaN, double.NaN), (measure.Of(signed), measure.RankOf(signed)));
        Assert.Null(Assert.Single(ClassSelectivity.Definition.Columns, column => column.Name == "selective_class").Value(signed));
    }

    [Fact]
    public void On_samples_of_one_class_all_neurons_are_as_selective()
    {
        var neuron = Histograms.Neuron(Histograms.Rows([10, 0], [30, 0]));
        Assert.Equal((double.NaN, 0), (ClassSelectivity.Definition.Of(neuron), neuron[ClassSelectivity.Definition]));
    }

    [Fact]
    public void The_columns_beside_mutual_information_and_selectivity_are_those_of_the_estimators()
    {
        var neuron =
            Neuron with { Null = new PermutationResult(0.1, 0.2, 0.3, 0.4), QValue = 0.5, Interval = new ConfidenceInterval(0.6, 0.7) };
        var values = KnownMeasures.All.SelectMany(measure => measure.Columns)
            .ToDictionary(column => column.Name, column => column.Value(neuron));
        Assert.Equal(MillerMadow.MutualInformation(neuron.Histogram.Counts), values["mutual_information_mm"]);
        Assert.Equal(ChiSquaredTest.PValue(neuron.Histogram.Counts, Information), values["p_chi2"]!.Value, 1e-12);
        Assert.Equal(
            [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
            new[] { "null_mean", "p_value", "kl_null_mean", "kl_p_value", "q_value", "ci_low", "ci_high" }
                .Select(name => values[name]!.Value));
        Assert.Equal(0, values["kl_class"]);
        Assert.Null(values["effectively_inactive"]);
        Assert.Null(values["single_drop_changed"]);
        var alone = (neuron with { ChangedPredictions = 3 }, neuron with { ChangedPredictions = 0 });
        Assert.Equal((false, true), (alone.Item1.EffectivelyInactive, alone.Item2.EffectivelyInactive));
        Assert.Equal(3, SingleDrop.Definition.Columns.Single(column => column.Name == "single_drop_changed").Value(alone.Item1));
    }

    private static double Number(string text) => text switch
    {
        "H" => Entropy,
        "I" => Information,
        "KL" => Selectivity,
        "log2 10" => Math.Log2(10),
        _ => double.Parse(text),
    };

    private static Measure Bounded(double lower, double upper, Func<Activation, bool>? applies = null) => new()
    {
        Name = "x",
        Label = "x",
        Unit = "bits",
        Formula = "x",
        Source = "this test",
        Meaning = "x",
        Value = _ => 0,
        AppliesTo = applies ?? (_ => true),
        Invariants = [new("0 <= x", _ => lower, _ => upper)],
    };
}
