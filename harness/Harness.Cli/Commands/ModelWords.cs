using System.Collections.Immutable;
using Engine;
using Engine.Networks.Import;
using Harness.Runs.Expectations;
using Harness.Runs.Series;

namespace Harness.Cli.Commands;

/// <summary>The networks that a command line names, before a file is looked for.</summary>
/// <param name="Files">Names and patterns.</param>
/// <param name="Steps">By hand; null where names are to say them.</param>
/// <param name="Accuracies">The originals'; null where none are expected.</param>
/// <param name="Logits">Files of theirs; null where none are expected.</param>
internal sealed record ModelWords(IReadOnlyList<string> Files, ImportHints Hints, string? Steps, string? Accuracies, string? Logits)
{
    private const int Named = 3;

    /// <param name="extends">Whether the networks are to join a series; else one alone has no step unless one is given.</param>
    /// <exception cref="UsageException">Files are missing, or their steps are open.</exception>
    public ModelSeries Find(bool extends)
    {
        var files = CheckpointFiles.Of(Files);
        if (files.Count == 0)
            throw new UsageException("no network is named: give its file, e.g. --model net.safetensors");
        var steps = Steps is not null ? CheckpointSteps.Parse(Steps, files)
            : files.Count > 1 || extends ? CheckpointSteps.OfNames(files)
            : null;
        if (steps is not null && files.FirstOrDefault(SpecialFile.Is) is { } stream)
            throw new UsageException($"{stream} is {SpecialFile.Kind(stream)}: the networks of a series are read twice, so name files");
        var accuracies = ForEach("--expect-accuracy", Accuracies, files).Select(ExpectedAccuracy.Parse).ToArray();
        var logits = ForEach("--expect", Logits, files);
        var models = files.Select((file, at) =>
            new ModelRequest(file, Hints, accuracies.ElementAtOrDefault(at), logits.ElementAtOrDefault(at)) { Step = steps?.Steps[at] });
        return new ModelSeries(steps?.Name, [.. models.OrderBy(model => model.Step)]);
    }

    /// <summary>The words between commas; none where an option is not given.</summary>
    /// <exception cref="UsageException">There is nothing between two commas.</exception>
    public static ImmutableArray<string> Divided(string option, string? text)
    {
        ImmutableArray<string> words = text is null ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries)];
        return words.Contains("")
            ? throw new UsageException($"{option} is {text}: there is nothing before or after one of its commas")
            : words;
    }

    /// <summary>One word for each network, or none; that of a single network may have commas.</summary>
    private static ImmutableArray<string> ForEach(string option, string? text, IReadOnlyList<string> files)
    {
        var words = files.Count == 1 && text is not null ? [text] : Divided(option, text);
        return words.IsEmpty || words.Length == files.Count
            ? words
            : throw new UsageException(
                $"{option} is {text}, {words.Length} for {files.Count} networks: give one for each, with commas between them, in the order "
                    + $"{string.Join(", ", files.Take(Named))}{(files.Count > Named ? ", …" : "")}");
    }
}

/// <summary>The networks of a command line.</summary>
/// <param name="Name">What the files' names share; null for one network that is none of a series.</param>
/// <param name="Models">One, or those of a series by step.</param>
internal sealed record ModelSeries(string? Name, ImmutableArray<ModelRequest> Models);

/// <summary>A network that is asked for.</summary>
/// <param name="Accuracy">The original's; null where none is expected.</param>
/// <param name="Logits">The file of its logits; null where none are expected.</param>
internal sealed record ModelRequest(string Path, ImportHints Hints, ExpectedAccuracy? Accuracy, string? Logits)
{
    /// <summary>Of its training; null for a network that is none of a series.</summary>
    public long? Step { get; init; }

    /// <summary>Whether it is the layers after some activations, not a whole network.</summary>
    public bool IsHead { get; init; }

    /// <summary>The option that its file is given by.</summary>
    public string Option => IsHead ? ModelOptions.Head : ModelOptions.Model;

    public bool IsChecked => Hints.IsChecked;

    /// <summary>The path, and the step where there is one.</summary>
    public string Title => Step is { } step ? $"step {step}, {Path}" : Path;
}
