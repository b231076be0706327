using System.CommandLine;
using System.CommandLine.Completions;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>The run of a sweep's folder that a command line names.</summary>
internal static class RunChoice
{
    private const int Shown = 5;

    public static Argument<string?> Optional(Argument<string> folder) => new Argument<string?>("RUN")
    {
        Description = "A run's id, or a part that only one id has; needed where there are several.",
        Arity = ArgumentArity.ZeroOrOne,
    }.NoOptions().Completed(folder);

    public static Argument<string> Needed(Argument<string> folder) =>
        new Argument<string>("RUN") { Description = "A run's id, or a part that only one id has." }.NoOptions().Completed(folder);

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

    /// <summary>Has a shell complete the ids of the runs in the folder that stands before.</summary>
    private static Argument<T> Completed<T>(this Argument<T> run, Argument<string> folder)
    {
        run.CompletionSources.Add(context =>
            context.ParseResult.GetValue(folder) is { Length: > 0 } path ? RunsOf(path).Select(id => new CompletionItem(id)) : []);
        return run;
    }

    private static IReadOnlyList<string> RunsOf(string folder)
    {
        try
        {
            return new ResultFolder(RealPath.Absolute(folder)).FilesOf(RunsTable.Definition.Schema.Name);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or UserErrorException)
        {
            // There is nothing to choose from.
            return [];
        }
    }

    private static string List(IReadOnlyList<string> runs) =>
        string.Join(", ", runs.Take(Shown)) + (runs.Count > Shown ? $" and {runs.Count - Shown} more" : "");
}
