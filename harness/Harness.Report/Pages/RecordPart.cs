using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Report.Sweeps;

namespace Harness.Report.Pages;

/// <summary>The record that repeating the sweep needs: failures, specs, versions and devices.</summary>
internal static class RecordPart
{
    private const int MostRuns = 1000, MostFailures = 200;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Failures(ReportSweep sweep)
    {
        if (sweep.Failed.IsEmpty && sweep.Missing.IsEmpty)
            return "<p>No run failed, none is missing.</p>";
        var failed = sweep.Failed.IsEmpty
            ? ""
            : Html.Table(
                "Runs that failed", ["run", "seed", "error"],
                sweep.Failed.Take(MostFailures).Select(run => new[] { run.RunId, $"{run.Seed}", run.Error! }));
        var missing = sweep.Missing.IsEmpty
            ? ""
            : $"<p>Planned, and not done yet ({sweep.Missing.Length}; engine run … --resume does "
                + $"them):</p>{Html.List(sweep.Missing.Take(MostFailures))}";
        return failed + missing;
    }

    public static string Versions(ReportSweep sweep) => Html.Table(
        "What computed the runs",
        ["runs", "trainer", "device", "instruction set", "engine", "commit", "data set", "SHA-256 of the data"],
        sweep.Runs.Concat(sweep.Failed).GroupBy(run => run.Origin).Select(group => new[]
        {
            $"{group.Count()}", group.Key.Trainer, group.Key.Device, group.Key.InstructionSet, group.Key.EngineVersion,
            group.Key.GitCommit, group.Key.Dataset, group.Key.DatasetSha256,
        }));

    public static string Runs(ReportSweep sweep)
    {
        var table = Html.Table("Runs that are done", ["run", "seed", "train accuracy", "validation accuracy", "test accuracy"],
            sweep.Runs.Take(MostRuns)
                .Select(run =>
                    new[] { run.RunId, $"{run.Seed}", Share(run.TrainAccuracy), Share(run.ValidationAccuracy), Share(run.TestAccuracy) }));
        var more = sweep.Runs.Length > MostRuns ? $"<p>… and {sweep.Runs.Length - MostRuns} more in the table runs.</p>" : "";
        return $"<details><summary>All runs ({sweep.Runs.Length})</summary>{table}{more}</details>";
    }

    /// <summary>The names behind the numbers of layers, where activations were measured; empty for networks.</summary>
    public static string Layers(ReportSweep sweep) => sweep.Runs.All(run => run.Layers.Count == 0)
        ? ""
        : Html.Table(
            "Layers whose activations were measured", ["run", "layer", "name"],
            sweep.Runs.SelectMany(run => run.Layers.Select((name, at) => new[] { run.RunId, $"{at + 1}", name })).Take(MostRuns));

    /// <summary>The sweep's spec as it was resolved.</summary>
    public static string Spec(ReportSweep sweep)
    {
        var spec = sweep.Manifest?.Spec ?? sweep.Runs.Concat(sweep.Failed).Select(run => run.Spec).FirstOrDefault(text => text.Length > 0);
        return spec is null
            ? "<p>The spec is not known: neither a manifest nor a run says it.</p>"
            : $"<pre tabindex=\"0\">{Html.Text(Pretty(spec))}</pre>";
    }

    private static string Pretty(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(Indented) ?? json;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static string Share(double value) => double.IsNaN(value) ? "-" : $"{value:0.0000}";
}
