using Engine.Ablation;
using Engine.Analysis.Insights;
using Engine.Data;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.InsightRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>insights</c>: what the curves of a run say, one reading a row.</summary>
public static class InsightsTable
{
    public static TableDefinition<InsightRow> Definition { get; } = new(
        "insights",
        Col.Text("run_id", "the run", row => row.RunId),
        Col.Text("scope", "layer-1, layer-2, … or network", row => row.Insight.Scope.Name),
        Col.TextOrNull("order", "the measure or the scores that rank; null where the reading is of no ranking", row => row.Insight.Order),
        Col.TextOrNull("quantizer", "of the measure; null where none is used", row => row.Insight.Quantizer?.Name),
        Col.TextOrNull(
            "measure_split", "samples that the measure, or who is inactive, was found on; null where nothing was measured",
            row => row.Insight.MeasureSplit?.NameOf()),
        Col.Text("replace", "what takes the place of a removed neuron's output", row => row.Replace.ToString().ToLowerInvariant()),
        Col.Text("split", "samples that are classified", row => row.Split.NameOf()),
        Col.Text("name", "of the reading", row => row.Insight.Reading.Name),
        Col.TextOrNull(
            "direction", "of the curve that was read; null where both or none were", row => row.Insight.Reading.Direction?.NameOf()),
        Col.Float64OrNull(
            "value", "neurons, accuracies as shares of 1, or correlations, by name; null where it is undefined",
            row => row.Insight.Reading.Value),
        Col.Text("detail", "how it came about, or why it is undefined", row => row.Insight.Reading.Detail),
        Col.OfEpoch(row => row.Epoch));
}

/// <summary>One reading of one run.</summary>
/// <param name="Split">Samples on which right answers were counted.</param>
/// <param name="Epoch">Of its training; null at the end.</param>
public sealed record InsightRow(string RunId, Insight Insight, Replacement Replace, Split Split, int? Epoch = null);

/// <summary>The key of a reading among those of its run; texts as in the table.</summary>
public sealed record InsightKey(
    string Scope, string? Order, string? Quantizer, string? MeasureSplit, string Replace, string Split, string Name, string? Direction);
