using System.Text.Json.Nodes;
using Engine;
using Engine.Ablation;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>A run as its files have it, and what its curves say.</summary>
/// <param name="Scopes">None for a run that failed.</param>
internal sealed record RunReading(StoredRun Run, ScopeReading[] Scopes)
{
    /// <summary>Null, with a warning, where a file is damaged: a summary says what it can.</summary>
    public static RunReading? Of(ResultFolder folder, StoredRun run, Action<string> warn)
    {
        if (run.Error is not null)
            return new RunReading(run, []);
        try
        {
            return new RunReading(run, [.. ScopeReading.Of(StoredCurves.Read(folder, run.RunId), StoredNeurons.Read(folder, run.RunId), Settings(run))]);
        }
        catch (Exception cause) when (cause is UserErrorException or ArgumentException or InvalidOperationException)
        {
            warn($"{run.RunId} is left out of the summary: {cause.Message}");
            return null;
        }
    }

    /// <summary>The run's thresholds; its spec names none that are at their defaults.</summary>
    private static ReadingSettings Settings(StoredRun run) => JsonNode.Parse(run.Spec)?["insights"] is { } given
        ? new ReadingSettings(Number(given, "epsilon"), Number(given, "delta"), Number(given, "significance"))
        : new ReadingSettings();

    private static double Number(JsonNode given, string key) => given[key]!.GetValue<double>();
}
