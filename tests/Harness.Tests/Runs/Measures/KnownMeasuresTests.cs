using Engine.Measures;
using Engine.Networks;
using Harness.Report.Sections;
using Harness.Runs.Tables;
using Harness.Specs.Reference;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;
using SpecText = Harness.Tests.Specs.Specs;

namespace Harness.Tests.Runs.Measures;

/// <summary>Everyone who speaks of measures knows every definition: specs, orders, tables, the report and the docs.</summary>
public sealed class KnownMeasuresTests
{
    public static TheoryData<string> Names => [.. KnownMeasures.All.Select(measure => measure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_definition_says_all_that_others_need(string name)
    {
        var measure = Known(name);
        Assert.All(name, letter => Assert.True(char.IsAsciiLetterLower(letter) || letter == '-', name));
        string[] texts = [measure.Label, measure.Unit, measure.Formula, measure.Source, measure.Meaning];
        Assert.All(texts, text => Assert.NotEqual("", text.Trim()));
        Assert.Same(measure, Assert.Single(KnownMeasures.All, other => other.Name == name));
        Assert.Equal(Enum.GetValues<Activation>().All(measure.AppliesTo), measure.Needs.Length == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spec_orders_by_it_and_knows_it_from_a_slip(string name)
    {
        Assert.Equal([Known(name)], SpecText.Run($"ablation: {{orders: [{name}]}}").Ablation.Orders);
        var mistake = SpecText.Mistake(SpecText.Minimal + $"ablation: {{orders: [{name[..^1]}]}}");
        Assert.Contains($"did you mean {name}?", mistake.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{name}\"", SpecSchema.Json([]), StringComparison.Ordinal);
        Assert.Contains(name, SpecReference.Markdown(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spec_refuses_it_for_activations_that_it_means_nothing_for(string name)
    {
        foreach (var activation in Enum.GetValues<Activation>().Where(activation => !Known(name).AppliesTo(activation)))
        {
            var spelled = Harness.Specs.SpecChoices.Activation.NameOf(activation);
            var mistake = SpecText.Mistake(SpecText.Minimal + $"ablation: {{orders: [{name}]}}", $"network.activation={spelled}");
            var expected = $"ablation.orders names {name}, which needs {Known(name).Needs}; network.activation is {spelled}";
            Assert.Equal(expected, mistake.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tables_report_and_docs_have_its_columns(string name)
    {
        var (page, tables) = (MeasureReference.Markdown(), TableReference.Markdown());
        Assert.Equal(name.Replace('-', '_'), Known(name).Columns.First().Name);
        Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal);
        foreach (var column in Known(name).Columns)
        {
            var found = Assert.Single(NeuronsTable.Definition.Schema.Columns, other => other.Name == column.Name);
            Assert.Equal((TypeOf(column.Kind), column.IsOptional, column.Meaning), (found.Kind, found.Nullable, found.Description));
            Assert.Contains($"`{column.Name}`", page, StringComparison.Ordinal);
            Assert.Contains($"| `{column.Name}` |", tables, StringComparison.Ordinal);
            var shown = NeuronColumn.Of(KnownMeasures.All).Where(shown => shown.Name == column.Name && shown.Title == column.Title);
            Assert.Equal(column.InReport == ReportUse.None ? 0 : 1, shown.Count());
        }
    }

    [Fact]
    public void A_run_ranks_by_each_of_them()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. KnownMeasures.All.Select(measure => measure.Name)];
        new TestSweep(folder["out"], "seeds=1", "ablation.random=1", $"ablation.orders=[{string.Join(',', names)}]").Run();
        var (steps, neurons) = (ResultTables.Of(folder["out"], "ablation"), ResultTables.Of(folder["out"], "neurons"));
        Assert.Equal(names.Append("random"), steps.Values<string>("order").Distinct());
        foreach (var measure in KnownMeasures.All)
        {
            var own = Enumerable.Range(0, steps.Rows).Where(row => steps.Values<string>("order")[row] == measure.Name);
            Assert.Equal(measure.NeedsQuantizer, own.All(row => steps["quantizer"].IsPresent(row)));
            Assert.All(Enumerable.Range(0, neurons.Rows), row => Assert.True(neurons[measure.Columns.First().Name].IsPresent(row)));
        }
    }

    private static ColumnKind TypeOf(CellKind kind) => kind switch
    {
        CellKind.Flag => ColumnKind.Boolean,
        CellKind.Class or CellKind.Count => ColumnKind.Int32,
        _ => ColumnKind.Float64,
    };

    private static Measure Known(string name) => KnownMeasures.Find(name)!;
}
