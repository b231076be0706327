using System.Text.Json.Nodes;
using Engine;
using Harness.Runs.Storage;

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

    /// <summary>One phrase, e.g. <c>mnist: fashion-mnist 100-100 relu, L2 0.001, 20 epochs</c>, or of a checkpoint
    /// <c>epoch-10: digits 32-16 relu, step 10</c>.</summary>
    public static string Of(StoredRun run)
    {
        string[] training = run.Epochs > 0 ? [Amount.Of(run.Epochs, "epoch")] : run.Step is { } step ? [$"step {step}"] : [];
        return string.Join(", ", [$"{run.Name}: {run.Dataset} {run.Label.Architecture}", .. run.Label.Regularizers, .. training]);
    }
}
