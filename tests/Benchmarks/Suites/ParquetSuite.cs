using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Reporting;
using Benchmarks.Timing;
using Harness.Runs.Parquet;
using Harness.Runs.Tables;
using Testing;

namespace Benchmarks.Suites;

/// <summary>Writing and reading a table like <c>ablation</c>, a million rows, with checksums.</summary>
internal sealed class ParquetSuite : ISuite
{
    private const int Rows = 1_000_000;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var table = Create();
        var format = new ParquetFormat();
        using var file = new MemoryStream();
        var metadata = new Dictionary<string, string> { ["schema_version"] = "1" };
        var write = Stopwatches.Median(context.Options.Repeats, () =>
        {
            file.SetLength(0);
            format.Write(file, table, metadata);
        });
        TableFile? found = null;
        var content = file.ToArray();
        var read = Stopwatches.Median(context.Options.Repeats, () =>
            found = ParquetFormat.Read(content, "bench", needsChecksum: true));
        if (found!.Table.Rows != Rows)
            throw new WrongResultException($"{found.Table.Rows} rows were read back of {Rows}");
        var size = $"{file.Length / 1e6:0.0} MB, {Rows / write / 1e6:0.0} million rows a second";
        yield return new BenchRow(
            $"write {Rows} rows as Parquet", "DuckDB (COPY from a table in memory)", write, DuckDb(context), null, size);
        yield return new BenchRow($"read {Rows} rows of Parquet", "-", read, null, null, $"{Rows / read / 1e6:0.0} million rows a second");
    }

    /// <summary>Null where Node.js or its DuckDB is not installed.</summary>
    private static double? DuckDb(BenchContext context)
    {
        var script = Path.Combine(RepositoryRoot.Path, "tests", "Benchmarks", "Scripts", "duckdb.mjs");
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("node", [script, $"{Rows}", $"{context.Options.Repeats}"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            var errors = process.StandardError.ReadToEndAsync();
            var answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return JsonSerializer.Deserialize<double>(answer);
            context.Log("no DuckDB to compare with: "
                + $"{errors.Result.Split('\n').FirstOrDefault(line => line.Contains("Error", StringComparison.Ordinal))}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            context.Log("no Node.js, and with it no DuckDB, to compare with");
        }
        return null;
    }

    private static Table Create()
    {
        var schema = new TableSchema(
            "bench",
            [
                new Column("run_id", ColumnKind.Text, false, "The run."),
                new Column("order", ColumnKind.Text, false, "The order."),
                new Column("step", ColumnKind.Int32, false, "The step."),
                new Column("correct", ColumnKind.Int32, false, "Right answers."),
                new Column("accuracy", ColumnKind.Float64, false, "Their share."),
                new Column("loss", ColumnKind.Float64, false, "Nats."),
            ]);
        int[] step = [.. Enumerable.Range(0, Rows).Select(i => i % 101)];
        int[] correct = [.. Enumerable.Range(0, Rows).Select(i => (int)((i * 2654435761L) % 10_000))];
        return new Table(
            schema,
            [
                new ColumnValues(Enumerable.Repeat("fashion-l2-0123456789ab", Rows).ToArray()),
                new ColumnValues(Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? "mutual-information" : "random").ToArray()),
                new ColumnValues(step),
                new ColumnValues(correct),
                new ColumnValues(correct.Select(count => count / 10_000.0).ToArray()),
                new ColumnValues(correct.Select(count => Math.Log(1 + count)).ToArray()),
            ]);
    }
}
