using System.Collections.Immutable;
using Harness.Runs.Tables;

namespace Harness.Report.Sweeps;

/// <summary>Puts runs that differ in nothing but the seed together, and names the points so that each label is of one point.</summary>
internal static class PointGrouping
{
    /// <summary>The part of a network that was not trained here.</summary>
    private const string Elsewhere = "trained elsewhere";

    private const string Checksum = "model_sha256";

    // Other parts of a label say these.
    private static readonly string[] Said =
        ["seed", "name", "dataset", "network.", "training.l2", "training.dropout", "training.batch_norm", "training.objective",
            "training.beta"];

    /// <param name="swept">Keys that the sweep varies; null where that is not known.</param>
    public static ImmutableArray<SweepPoint> Of(IReadOnlyList<ReportRun> runs, IReadOnlySet<string>? swept)
    {
        var specs = runs.Select(run => run.Values).ToArray();
        var groups = Enumerable.Range(0, runs.Count).GroupBy(run => Key(runs[run], specs[run])).Select(group => group.ToArray()).ToArray();
        var varied = WithoutChecksum(Varied([.. groups.Select(group => specs[group[0]])], swept), runs, specs, groups);
        var parts = groups.Select(group => Parts(runs[group[0]], specs[group[0]], varied)).ToArray();
        var telling = Enumerable.Range(0, parts.Length == 0 ? 0 : parts[0].Length)
            .Where(part => parts.Select(all => all[part]).Distinct().Count() > 1).ToArray();
        return [.. groups.Select((group, point) => Point(group, runs, parts[point], telling))];
    }

    private static SweepPoint Point(int[] group, IReadOnlyList<ReportRun> runs, string?[] parts, int[] telling)
    {
        var label = $"{parts[0]} {string.Join(", ", parts[1..].OfType<string>())}";
        string[] said = [.. telling.Select(part => parts[part]).OfType<string>()];
        // A point may be told from others by keys that it alone does not have.
        return new SweepPoint(
            label, said.Length > 0 || telling.Length == 0 ? string.Join(", ", said) : label, parts[0]!, parts[1]!, parts[2]!,
            [.. group.OrderBy(run => runs[run].Seed)])
        {
            Step = runs[group[0]].Step,
        };
    }

    /// <summary>Data set, architecture, regularizer, and then what else varies: null for a key that the spec does not have.</summary>
    private static string?[] Parts(ReportRun run, SpecValues spec, string[] varied) =>
    [
        run.Dataset,
        run.Label.Architecture,
        Regularizer(run, spec),
        .. varied.Select(key => TitleWords.Of(key, spec.All.GetValueOrDefault(key))),
    ];

    /// <summary>A model's checksum is left out where the other keys tell the points apart.</summary>
    private static string[] WithoutChecksum(string[] varied, IReadOnlyList<ReportRun> runs, SpecValues[] specs, int[][] groups)
    {
        string[] others = [.. varied.Where(key => key != Checksum)];
        var labels = groups.Select(group => string.Join('\n', Parts(runs[group[0]], specs[group[0]], others)));
        return labels.Distinct().Count() == groups.Length ? others : varied;
    }

    /// <summary>
    /// Keys that are not the same for all points, beyond those that every label has. Of a sweep that is known, its own: others follow from
    /// them.
    /// </summary>
    private static string[] Varied(SpecValues[] specs, IReadOnlySet<string>? swept) =>
    [
        .. specs.SelectMany(spec => spec.All.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(key => swept is null || swept.Contains(key))
            .Where(key => !Said.Any(said => said[^1] == '.' ? key.StartsWith(said, StringComparison.Ordinal) : key == said))
            .Where(key => specs.Select(spec => spec.All.GetValueOrDefault(key)).Distinct().Count() > 1),
    ];

    /// <summary>The regularizers in use, and an information-bottleneck objective, which no column has.</summary>
    private static string Regularizer(ReportRun run, SpecValues spec)
    {
        var name = spec.Text("training.objective");
        string?[] objective = name is "" or "cross-entropy"
            ? []
            : [name + TitleWords.Of("training.beta", spec.All.GetValueOrDefault("training.beta"))?.Insert(0, " ")];
        string?[] words = [.. run.Label.Regularizers, .. objective];
        return words.Length > 0 ? string.Join(" + ", words) : Elsewhere;
    }

    private static string Key(ReportRun run, SpecValues spec) =>
        spec.All.Count == 0 ? run.RunId : spec.WithoutSeed;
}
