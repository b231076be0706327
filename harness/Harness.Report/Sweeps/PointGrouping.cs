using System.Collections.Immutable;

namespace Harness.Report.Sweeps;

/// <summary>Puts runs that differ in nothing but the seed together, and names the points so that each label is of one point.</summary>
internal static class PointGrouping
{
    private const string SeedKey = "seed";

    // What other parts of a label say already.
    private static readonly string[] Said = ["seed", "name", "dataset", "network.", "training.l2", "training.dropout", "training.batch_norm", "training.objective", "training.beta"];

    public static ImmutableArray<SweepPoint> Of(IReadOnlyList<ReportRun> runs)
    {
        var specs = runs.Select(run => new SpecValues(run.Spec)).ToArray();
        var groups = Enumerable.Range(0, runs.Count).GroupBy(run => Key(runs[run], specs[run])).Select(group => group.ToArray()).ToArray();
        var varied = Varied([.. groups.Select(group => specs[group[0]])]);
        return [.. groups.Select(group => Point(group, runs, specs[group[0]], varied))];
    }

    private static SweepPoint Point(int[] group, IReadOnlyList<ReportRun> runs, SpecValues spec, string[] varied)
    {
        var first = runs[group[0]];
        var architecture = first.Hidden.Length == 0 ? "logistic" : $"{first.Hidden} {first.Activation}";
        var regularizer = Regularizer(spec);
        var rest = varied.Select(key => $"{key[(key.LastIndexOf('.') + 1)..].Replace('_', ' ')} {(spec.All.ContainsKey(key) ? spec.Text(key) : "-")}");
        var label = string.Join(", ", [$"{first.Dataset} {architecture}", regularizer == "none" ? "no regularizer" : regularizer, .. rest]);
        return new SweepPoint(label, first.Dataset, architecture, regularizer, [.. group.OrderBy(run => runs[run].Seed)]);
    }

    /// <summary>Keys that are not the same for all points, beyond those that every label has.</summary>
    private static string[] Varied(SpecValues[] specs) =>
    [
        .. specs.SelectMany(spec => spec.All.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(key => !Said.Any(said => said[^1] == '.' ? key.StartsWith(said, StringComparison.Ordinal) : key == said))
            .Where(key => specs.Select(spec => spec.All.GetValueOrDefault(key)).Distinct().Count() > 1),
    ];

    private static string Regularizer(SpecValues spec)
    {
        string[] parts =
        [
            spec.Number("training.l2") > 0 ? $"L2 {spec.Text("training.l2")}" : "",
            spec.Number("training.dropout") > 0 ? $"dropout {spec.Text("training.dropout")}" : "",
            spec.Text("training.batch_norm") == "true" ? "batch norm" : "",
            spec.Text("training.objective") is { Length: > 0 } objective && objective != "cross-entropy" ? $"{objective} beta {spec.Text("training.beta")}" : "",
        ];
        var given = string.Join(" + ", parts.Where(part => part.Length > 0));
        return given.Length > 0 ? given : "none";
    }

    private static string Key(ReportRun run, SpecValues spec) =>
        spec.All.Count == 0 ? run.RunId : string.Join('\n', spec.All.Where(value => value.Key != SeedKey).Select(value => $"{value.Key}={value.Value}"));
}
