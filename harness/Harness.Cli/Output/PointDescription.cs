using System.Text.Json.Nodes;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>What a run's resolved spec says about the point of the sweep that it belongs to.</summary>
internal static class PointDescription
{
    /// <summary>All that tells runs apart but the seed.</summary>
    public static string KeyOf(StoredRun run)
    {
        var spec = JsonNode.Parse(run.Spec)!.AsObject();
        spec.Remove("seed");
        return spec.ToJsonString();
    }

    /// <summary>One phrase, e.g. <c>mnist: fashion-mnist 100-100 relu, L2 0.001, 20 epochs</c>.</summary>
    public static string Of(StoredRun run)
    {
        var training = JsonNode.Parse(run.Spec)!["training"];
        string[] parts =
        [
            $"{run.Name}: {run.Dataset} {Model(run)}",
            Number(training, "l2") > 0 ? $"L2 {Number(training, "l2")}" : "",
            Number(training, "dropout") > 0 ? $"dropout {Number(training, "dropout")}" : "",
            training?["batch_norm"]?.GetValue<bool>() == true ? "batch norm" : "",
            training is null ? "" : $"{Number(training, "epochs")} epochs",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Without hidden layers the activation means nothing.</summary>
    private static string Model(StoredRun run) => run.Hidden.Length == 0 ? "logistic" : $"{run.Hidden} {run.Activation}";

    /// <summary>0 for a key that means nothing for the run and is absent.</summary>
    private static double Number(JsonNode? training, string key) => training?[key]?.GetValue<double>() ?? 0;
}
