using Harness.Report.Reading;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>A run's row, as far as the report shows it; accuracies are shares of 1, NaN where there is none.</summary>
/// <param name="Spec">The resolved spec, JSON.</param>
/// <param name="Error">Why it failed; null for a run that is done.</param>
internal sealed record ReportRun(
    string RunId,
    string Name,
    string Spec,
    string Dataset,
    string Hidden,
    string Activation,
    double Seed,
    double TrainAccuracy,
    double ValidationAccuracy,
    double TestAccuracy,
    string? Error)
{
    /// <summary>What computed the run and what it was computed from, for the table of versions.</summary>
    public required RunOrigin Origin { get; init; }

    public static ReportRun Of(SweepTable table)
    {
        if (table.Rows != 1)
            throw table.Damaged($"it has {table.Rows} rows, needed is one");
        string Text(string column) => table.Texts(column)[0] ?? "";
        double Number(string column) => table.Numbers(column)[0];
        return new ReportRun(
            Text("run_id") is { Length: > 0 } id ? id : throw table.Damaged("run_id is null"),
            Text("name"),
            Text("spec"),
            Text("dataset"),
            Text("hidden"),
            Text("activation"),
            Number("seed"),
            Number("train_accuracy"),
            Number("validation_accuracy"),
            Number("test_accuracy"),
            Text("status") == RunsTable.Failed ? table.Texts("error")[0] ?? "unknown" : null)
        {
            Origin = new RunOrigin(Text("trainer"), Text("device"), Text("instruction_set"), Text("engine_version"), Text("git_commit"), Text("dataset"), Text("dataset_sha256")),
        };
    }
}
