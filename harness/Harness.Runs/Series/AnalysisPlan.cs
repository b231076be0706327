using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engine;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Runs.Series;

/// <summary>The analyses of one folder: of one network, or of the checkpoints of a training by their steps.</summary>
/// <param name="Name">The folder's.</param>
/// <param name="Json">Everything that the results depend on.</param>
/// <param name="Runs">Ids, by step.</param>
public sealed record AnalysisPlan(string Name, string Json, ImmutableArray<string> Runs)
{
    private const string Models = "models", Sweep = "sweep", Step = "step";

    /// <summary>A series is called so where its files' names share no word.</summary>
    private const string Nameless = "series";

    /// <summary>Keys that are each checkpoint's own.</summary>
    private static readonly string[] Own = [Step, "model", "model_sha256"];

    /// <summary>The analysis of one network.</summary>
    public static AnalysisPlan Of(AnalysisIdentity one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return new AnalysisPlan(one.Name, one.Json, [one.RunId]);
    }

    /// <summary>A series that begins.</summary>
    /// <param name="models">Each with a step of its own.</param>
    public static AnalysisPlan Of(string name, IEnumerable<AnalysisIdentity> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return Of(name.Length > 0 ? name : Nameless, [.. models.Select(Member.Of)]);
    }

    /// <summary>The series that a folder holds, and more checkpoints. Those that it has keep their ids, and need not be named again once
    /// they are done.</summary>
    /// <exception cref="UsageException">The folder holds no series, or one of other settings, or a step is there of another network, or
    /// one that is not done is not named.</exception>
    public static AnalysisPlan Grown(ResultFolder folder, Manifest begun, IReadOnlyList<AnalysisIdentity> models)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(begun);
        ArgumentNullException.ThrowIfNull(models);
        var there = Read(folder, begun);
        bool Has(Member model) => there.Any(known => RunId.AreOfOneSpec(known.RunId, model.RunId));
        var added = models.Select(Member.Of).Where(model => !Has(model)).ToArray();
        foreach (var model in added)
        {
            RequireSameSettings(folder, begun, model);
            if (Array.Find(there, known => known.Step == model.Step) is { } other)
                throw new UsageException(
                    $"{folder.Path} has the step {model.Step} already, of another network: {other.Json["model"]}, SHA-256 "
                        + $"{Short(other)}…; {model.Json["model"]} has {Short(model)}…");
        }
        // Whoever looks at the folder through its own object before it has grown takes the new runs for strangers'.
        var before = new ResultFolder(folder.Path);
        if (there.Where(known => !models.Any(model => RunId.AreOfOneSpec(known.RunId, model.RunId)))
            .FirstOrDefault(known => before.StateOf(known.RunId).Status != RunStatus.Done) is { } open)
            throw new UsageException(
                $"{folder.Path}: step {open.Step}, {open.Json["model"]}, is not done yet, so name it too; the steps that are done need no "
                    + "file");
        return Of(begun.Name, [.. there, .. added]);
    }

    /// <summary>An analysis of this plan under the id that it has here, which another version of the engine may have given it.</summary>
    public PlannedAnalysis Keep(PlannedAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var identity = analysis.Identity;
        return analysis with { Identity = identity with { RunId = Runs.First(run => RunId.AreOfOneSpec(identity.RunId, run)) } };
    }

    private static AnalysisPlan Of(string name, Member[] checkpoints)
    {
        Array.Sort(checkpoints, (one, other) => one.Step.CompareTo(other.Step));
        var all = checkpoints.Select(one => one.Json).ToArray();
        var common = all[0].Select(entry => entry.Key).Except(Own)
            .Where(key => all.All(json => JsonNode.DeepEquals(json[key], all[0][key]))).ToArray();
        var json = new JsonObject
        {
            [Models] = new JsonObject(
                checkpoints.Select(one => KeyValuePair.Create($"{one.Step}", (JsonNode?)one.Without([.. common, Step])))),
            // As of a spec: a report labels the points of a sweep by it.
            [Sweep] = new JsonObject { [Step] = new JsonArray([.. checkpoints.Select(one => (JsonNode)one.Step)]) },
        };
        foreach (var key in common)
            json[key] = all[0][key]?.DeepClone();
        return new AnalysisPlan(name, json.ToJsonString(), [.. checkpoints.Select(one => one.RunId)]);
    }

    private static Member[] Read(ResultFolder folder, Manifest begun)
    {
        try
        {
            var spec = JsonNode.Parse(begun.Spec)!.AsObject();
            if (spec[Models] is not JsonObject models || models.Count != begun.Runs.Length)
                throw new UsageException(
                    $"{folder.Path} holds no series of checkpoints that --extend could add to: it was begun with one network without a "
                        + "step, or is a sweep's. Choose another --out.");
            return
            [
                .. models.Zip(begun.Runs, (model, run) =>
                {
                    var whole = Common(spec);
                    foreach (var (key, value) in model.Value!.AsObject())
                        whole[key] = value?.DeepClone();
                    return new Member(long.Parse(model.Key), run, whole);
                }),
            ];
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException or OverflowException
            or NullReferenceException)
        {
            throw new UsageException(
                $"{folder.ManifestPath} is damaged: its spec is no series of checkpoints. Choose another --out.", cause);
        }
    }

    private static JsonObject Common(JsonObject spec)
    {
        var common = spec.DeepClone().AsObject();
        common.Remove(Models);
        common.Remove(Sweep);
        return common;
    }

    /// <summary>A setting that all checkpoints of the folder share holds for a new one too.</summary>
    private static void RequireSameSettings(ResultFolder folder, Manifest begun, Member model)
    {
        var spec = JsonNode.Parse(begun.Spec)!.AsObject();
        var own = spec[Models]!.AsObject().SelectMany(one => one.Value!.AsObject()).Select(entry => entry.Key);
        var differences = SpecDifference.Between(Common(spec).ToJsonString(), model.Without([.. own, .. Own]).ToJsonString());
        if (differences.Count > 0)
            throw new UsageException(
                $"{folder.Path} holds a series of other settings than those of {model.Json["model"]}:\n  "
                    + $"{string.Join("\n  ", differences)}\n--extend adds checkpoints and changes nothing else: keep the settings, or "
                    + "choose another --out.");
    }

    private static string Short(Member one) => one.Json["model_sha256"]!.GetValue<string>()[..12];

    /// <param name="Json">Its identity, without the step where it is read back.</param>
    private sealed record Member(long Step, string RunId, JsonObject Json)
    {
        public static Member Of(AnalysisIdentity model) => new(
            model.Step ?? throw new ArgumentException($"{model.Name} has no step", nameof(model)), model.RunId,
            JsonNode.Parse(model.Json)!.AsObject());

        public JsonObject Without(string[] keys) =>
            new(Json.Where(entry => !keys.Contains(entry.Key)).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
    }
}
