using System.CommandLine;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>The run of a sweep's folder that a command line names.</summary>
internal static class RunChoice
{
    private const int Shown = 5;

    public static Argument<string?> Optional() => new Argument<string?>("RUN")
    {
        Description = "A run's id, or a part that only one id has; needed where there are several.",
        Arity = ArgumentArity.ZeroOrOne,
    }.NoOptions();

    /// <param name="text">An id or a part of it; null for the only run.</param>
    /// <exception cref="UsageException">There is no such run, or several.</exception>
    public static string Of(ResultFolder folder, string? text)
    {
        var runs = folder.FilesOf(RunsTable.Definition.Schema.Name);
        if (runs.Count == 0)
            throw new UsageException($"{folder.Path} has no runs: name the folder that engine run wrote.");
        if (text is null)
            return runs is [var only] ? only : throw new UsageException($"{folder.Path} has {runs.Count} runs: name one of {List(runs)}");
        if (runs.Contains(text))
            return text;
        var matching = runs.Where(run => run.Contains(text, StringComparison.Ordinal)).ToArray();
        return matching switch
        {
            [var one] => one,
            [] => throw new UsageException(
                $"{folder.Path} has no run {text}{NearestName.Suggestion(text, runs)}; there are {List(runs)}"),
            _ => throw new UsageException($"{matching.Length} runs have {text} in their id: "
                + $"{string.Join(", ", matching.Take(Shown))}{(matching.Length > Shown ? ", …" : "")}. Give more of it."),
        };
    }

    private static string List(IReadOnlyList<string> runs) =>
        string.Join(", ", runs.Take(Shown)) + (runs.Count > Shown ? $" and {runs.Count - Shown} more" : "");
}
