using System.Text.Json.Nodes;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs.Keys;

namespace Harness.Cli.Output;

/// <summary>The point of a sweep that a run belongs to.</summary>
internal static class PointDescription
{
    /// <summary>The resolved spec without the seed: equal for the runs of one point.</summary>
    public static string KeyOf(StoredRun run)
    {
        var spec = JsonNode.Parse(run.Spec)!.AsObject();
        spec.Remove("seed");
        return spec.ToJsonString();
    }

    /// <summary>Keys that every phrase has already.</summary>
    private static readonly string[] Said =
        ["name", "dataset", "network.hidden", "network.activation", "network.model", "training.l2", "training.dropout",
            "training.batch_norm", "training.epochs"];

    /// <summary>The keys that points differ in, beyond those that every phrase has.</summary>
    /// <param name="points">A run of each.</param>
    public static IReadOnlyList<RunKey> Varied(IReadOnlyList<StoredRun> points) =>
    [
        .. SpecKeys.Run.Where(key => !Said.Contains(key.Path))
            .Where(key => points.Select(run => SpecCells.Of(run.Spec).Text(key)).Distinct().Count() > 1),
    ];

    /// <summary>The same for points of one sweep, without keys that follow from those that it sweeps.</summary>
    /// <param name="folder">Whose manifest says which these are.</param>
    public static IReadOnlyList<RunKey> VariedIn(ResultFolder folder, IReadOnlyList<StoredRun> points)
    {
        if (!folder.HasManifest)
            return Varied(points);
        var swept = SpecCells.SweptBy(Manifest.Read(folder.ManifestPath).Spec);
        return [.. Varied(points).Where(key => swept.Contains(key.Path))];
    }

    /// <summary>One phrase, e.g. <c>mnist: fashion-mnist 100-100 relu, L2 1e-3, 20 epochs, momentum 0.5</c>, or of a checkpoint
    /// <c>epoch-10: digits 32-16 relu, step 10</c>.</summary>
    /// <param name="varied">From <see cref="Varied"/>.</param>
    public static string Of(StoredRun run, IReadOnlyList<RunKey>? varied = null)
    {
        string[] training = run.Epochs > 0 ? [Amount.Of(run.Epochs, "epoch")] : run.Step is { } step ? [$"step {step}"] : [];
        var others = (varied ?? []).Select(key => TitleWords.Of(key.Path, SpecCells.Of(run.Spec).Find(key)?.GetRawText())).OfType<string>();
        return string.Join(
            ", ", [$"{run.Name}: {run.Dataset} {run.Label.Architecture}", .. run.Label.Regularizers, .. training, .. others]);
    }
}
