using System.Text.Json;
using System.Text.Json.Serialization;
using Harness.Report.Sweeps;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Testing.Results;

namespace Harness.Tests.Report.Sweeps;

/// <summary>Of a run's row, which has a column for each key of the spec, the report reads a few.</summary>
public sealed class ReportRunTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    private static readonly JsonSerializerOptions Options =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void The_columns_that_are_read_say_as_much_as_all()
    {
        var folder = new ResultFolder(sweep.Path);
        var (all, few) = (folder.Read("runs", sweep.Runs[0]), folder.Read("runs", sweep.Runs[0], ReportRun.Columns));
        Assert.Equal(ReportRun.Columns.Order(), few.Columns.Order());
        Assert.True(all.Columns.Count() > 2 * few.Columns.Count());
        Assert.Equal(Text(ReportRun.Of(new SweepTable(all), RunState.Done)), Text(ReportRun.Of(new SweepTable(few), RunState.Done)));
        Assert.Equal(Text(StoredRun.Of("run", all) with { Row = all }), Text(StoredRun.Of("run", few) with { Row = all }));
    }

    /// <summary>The rows that were read before are those that files over the seeds are looked for by.</summary>
    [Fact]
    public void Rows_are_read_once()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in SameResults.Files(sweep.Path))
            copy.Write(file, File.ReadAllBytes(Path.Combine(sweep.Path, file)));
        var source = new SweepSource(new ResultFolder(copy.Path));
        var found = ReportSweep.Read(source);
        foreach (var run in sweep.Runs)
            copy.Write($"runs/{run}.parquet", "damaged since");
        var missing = Assert.Single(source.MissingOverSeeds(found.Manifest!.Runs));
        Assert.StartsWith("sweep_insights/", missing, StringComparison.Ordinal);
    }

    private static string Text<T>(T value) =>
        JsonSerializer.Serialize(value, Options);
}
