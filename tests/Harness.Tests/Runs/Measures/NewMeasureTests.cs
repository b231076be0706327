using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Harness.Report.Sections;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Measures;

/// <summary>
/// A measure that is defined here alone arrives in specs, orders, tables, the report and the docs: its definition is the only place.
/// </summary>
public sealed class NewMeasureTests
{
    private static readonly Measure Range = new()
    {
        Name = "output-range",
        Label = "output range",
        Unit = "units of the activation",
        Formula = "max_i t_i - min_i t_i",
        Source = "this test",
        Meaning = "largest minus smallest output",
        Value = neuron => neuron.Statistics.Max - neuron.Statistics.Min,
        Beside =
        [
            new("lowest_output", "lowest output", "units of the activation", "smallest output", neuron => neuron.Statistics.Min)
                { IsOptional = true },
        ],
        Invariants = [new("0 <= range", _ => 0, neuron => neuron.Statistics.Max - neuron.Statistics.Min)],
    };

    private static readonly ImmutableArray<Measure> Measures = [.. KnownMeasures.All, Range];

    /// <summary>Three neurons of ranges 4, 1 and 2.</summary>
    private static readonly NeuronProfile[] Neurons = [Neuron(0, 1, 5), Neuron(1, 2, 3), Neuron(2, 0, 2)];

    [Fact]
    public void Its_name_is_one_of_a_specs_orders()
    {
        var orders = SpecChoices.Among(Measures);
        Assert.True(orders.TryParse("output-range", out var found));
        Assert.Same(Range, found);
        Assert.EndsWith("single-drop or output-range", orders.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_are_ordered_by_it()
    {
        var orders = new OrderFactory(new AblationOptions { Orders = [Range], Random = 0, Checks = 0 }, 1)
            .For(new AblationScope(1), [new ProfileSet(Split.Validation, QuantizerRule.OneBit, [.. Neurons])]);
        Assert.Equal(
            ["output-range Ascending 1 2 0", "output-range Descending 0 2 1"],
            orders.Select(ranked => ranked.Order)
                .Select(order => $"{order.Name} {order.Direction} {string.Join(' ', order.Removed.Select(id => id.Neuron))}"));
        Assert.All(orders, order => Assert.Null(order.Quantizer));
    }

    [Fact]
    public void The_table_of_neurons_has_its_columns_behind_those_that_it_had()
    {
        var rows = Neurons.Select(neuron => new NeuronRow("a", Split.Validation, QuantizerRule.OneBit, neuron)).ToArray();
        var table = NeuronsTable.Of(Measures).Build(rows);
        var had = NeuronsTable.Definition.Schema.Columns.Select(column => column.Name);
        Assert.Equal([.. had, "output_range", "lowest_output"], table.Schema.Columns.Select(column => column.Name));
        Assert.Equal([4, 1, 2], (double[])table["output_range"].Values);
        Assert.Equal([1, 2, 0], (double[])table["lowest_output"].Values);
        Assert.Equal([false, true], table.Schema.Columns[^2..].Select(column => column.Nullable));
    }

    [Fact]
    public void One_of_the_histogram_is_counted_under_fewer_bins_too()
    {
        var quantized = new Measure
        {
            Name = "bins-seen",
            Label = "bins seen",
            Unit = "bins",
            Formula = "K_T",
            Source = "this test",
            Meaning = "bins that occur",
            NeedsQuantizer = true,
            Value = neuron => neuron.Histogram.Counts.ObservedBins,
        };
        var row = new BinSensitivityRow("a", new BinnedNeuron(Split.Validation, QuantizerRule.OneBit, Neurons[0]));
        var table = BinSensitivityTable.Of([Range, quantized]).Build([row]);
        Assert.Equal("bins_seen", table.Schema.Columns[^1].Name);
        Assert.DoesNotContain(table.Schema.Columns, column => column.Name == "output_range");
        Assert.Equal([2], (double[])table["bins_seen"].Values);
    }

    [Fact]
    public void The_report_draws_it_under_its_label()
    {
        var shown = NeuronColumn.Of(Measures).Last();
        Assert.Equal(new NeuronColumn("output_range", "output range", "output range (units of the activation)", true), shown);
    }

    [Fact]
    public void The_docs_have_a_line_of_it() => Assert.EndsWith(
        "| `output-range` | max_i t_i - min_i t_i | units of the activation | this test | no | all | 0 <= range "
            + "| `output_range` (`lowest_output`) |\n",
        MeasureReference.Markdown(Measures),
        StringComparison.Ordinal);

    /// <summary>On three samples of each of two classes.</summary>
    private static NeuronProfile Neuron(int number, float min, float max)
    {
        var histogram = new NeuronHistogram(new Quantizer(QuantizerRule.OneBit, [0]), new JointHistogram(2, 2, [3, 1, 0, 2]));
        var statistics = new ActivationStatistics(6, 1, 1, 0.5, min, max, max, [1, 1], [3, 3]);
        return new NeuronProfile(new NeuronId(1, number), Activation.Relu, histogram, statistics, 1);
    }
}
