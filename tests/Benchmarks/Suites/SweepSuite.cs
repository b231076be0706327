using System.Text.Json;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Testing;

namespace Benchmarks.Suites;

/// <summary>
/// The waits beside training and analysis, of the command line as a process, its start included: a sweep of 500 short runs, and of 10,000
/// runs that are done the status and a resume with nothing to do.
/// </summary>
internal sealed class SweepSuite : ISuite
{
    private const int Jobs = 2, Short = 500, Many = 10_000;

    /// <summary>A run of a tenth of a second.</summary>
    private const string ShortSpec = "name: short\ndataset: digits\nnetwork: {hidden: [30, 30]}\nseeds: 500\n";

    /// <summary>Runs of two neurons: their number counts, not what is in them.</summary>
    private const string ManySpec = """
        name: many
        dataset: two-gaussians
        network: {hidden: [2]}
        training: {epochs: 1}
        measures: {permutations: 1}
        ablation: {random: 2, orders: [mutual-information]}
        seeds: 100
        sweep: {random: {points: 100, training.learning_rate: {log-uniform: [1e-4, 1e-1]}}}
        """;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        var repeats = context.Options.Repeats;
        yield return Outside(repeats);
        var folder = Finished(context);
        string[] tables = [.. Directory.GetDirectories(folder).Where(table => Path.GetFileName(table) != "runs")];
        var rows = Directory.GetFiles(Path.Combine(folder, "runs"));
        if (rows.Length != Many)
            throw new WrongResultException($"{folder} has {rows.Length} rows of {Many} runs");
        var times = Rounds.Medians(
            repeats, () => EngineCommand.Time("status", folder), () => Stopwatches.Time(() => Look(rows, tables)),
            () => EngineCommand.Time([.. Resume(folder)]));
        const string against = "reading the rows, asking for the sizes of the rest";
        yield return new BenchRow($"status of {Many} runs that are done", against, times[0], times[1], null, "goal: at most 1 s");
        yield return new BenchRow(
            $"resume of {Many} runs that are done", against, times[2], times[1], null, "goal: at most 3 s; report included");
    }

    /// <summary>
    /// The share of the wall time in which no job trains or analyzes: 1 - (train_seconds + analysis_seconds of all runs) / (jobs x wall).
    /// A job's threads that wait for others count as work; writing, planning, the start of the process, the readings over the seeds, the
    /// summary and the report do not.
    /// </summary>
    private static BenchRow Outside(int repeats)
    {
        var work = new List<double>();
        var wall = Rounds.Medians(repeats, () =>
        {
            using var place = new TemporaryFolder();
            string[] arguments =
            [
                "run", place.Write("short.yaml", ShortSpec), "--out", place["out"], "--jobs", $"{Jobs}", "--threads", $"{Jobs}", "--quiet",
                "--json",
            ];
            var seconds = EngineCommand.Time(arguments, out var output);
            using var summary = JsonDocument.Parse(output);
            double Of(string name) => summary.RootElement.GetProperty(name).GetDouble();
            if (Of("done") != Short)
                throw new WrongResultException($"{Of("done")} of {Short} runs are done");
            work.Add((Of("train_seconds") + Of("analysis_seconds")) / Jobs / seconds);
            return seconds;
        })[0];
        // The first round does not count.
        var share = Stopwatches.Median([.. work.Skip(1)]);
        return new BenchRow(
            $"sweep of {Short} runs of digits 30-30, {Jobs} jobs", "their training and analysis, by the jobs", wall, wall * share, 0.9,
            $"{1 - share:0.0 %} of the time outside training and analysis");
    }

    /// <summary>A folder of runs that are done, made once and kept beside the results.</summary>
    private static string Finished(BenchContext context)
    {
        var place = Path.Combine(RepositoryRoot.Path, "artifacts", "bench", "sweep");
        var folder = Path.Combine(place, "out");
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "many.yaml"), ManySpec);
        context.Log($"{folder}: runs that are not there are done first, which takes minutes");
        EngineCommand.Time([.. Resume(folder)]);
        return folder;
    }

    private static string[] Resume(string folder) =>
        ["run", Path.Combine(folder, "..", "many.yaml"), "--out", folder, "--jobs", $"{Jobs}", "--resume", "--quiet"];

    /// <summary>The least that tells whether a file has been damaged since, without judging what is in it.</summary>
    private static void Look(string[] rows, string[] tables) => Parallel.ForEach(rows, row =>
    {
        File.ReadAllBytes(row);
        foreach (var table in tables)
            _ = new FileInfo(Path.Combine(table, Path.GetFileName(row))).Exists;
    });
}
