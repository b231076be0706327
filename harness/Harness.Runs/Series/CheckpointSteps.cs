using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Engine;

namespace Harness.Runs.Series;

/// <summary>The steps of a series of checkpoints.</summary>
/// <param name="Steps">One for each file, in their order; no two are equal.</param>
/// <param name="Name">The part of the files' names that they share, e.g. <c>epoch</c> of <c>epoch-10.pt</c>; may be empty.</param>
/// <remarks>
/// A step is the last number in a file's name without its ending, or in the name of its folder where all files have one name, as in
/// <c>checkpoint-100/model.safetensors</c>. All else in the names must be the same: a second number that varies could be the step as well.
/// </remarks>
public sealed partial record CheckpointSteps(ImmutableArray<long> Steps, string Name)
{
    private const int Named = 3;

    /// <summary>The ending of a network in shards.</summary>
    private const string Index = ".safetensors.index.json";

    private const string ByHand = "give the steps by hand, one for each network in the order of the files: --steps 0,100,200";

    /// <exception cref="UsageException">A name has no number, names differ in more than one, or two have the same.</exception>
    public static CheckpointSteps OfNames(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var byFolder = files.Count > 1 && files.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count() == 1;
        var names = byFolder
            ? files.Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "").ToArray()
            : [.. files.Select(Stem)];
        var found = names.Select(name => LastNumber().Match(name)).ToArray();
        var without = files.Where((_, file) => !found[file].Success).ToArray();
        if (without.Length > 0)
            throw new UsageException($"{List(without)}: the {(byFolder ? "folder's " : "")}name has no number that could be the step, as "
                + $"{(byFolder ? "checkpoint-10/model.pt" : "epoch-10.pt")} has; {ByHand}");
        var other = Enumerable.Range(0, files.Count).FirstOrDefault(file => Rest(found[file]) != Rest(found[0]), -1);
        if (other >= 0)
            throw new UsageException(
                $"{files[0]} and {files[other]}: the step is the last number in a name ({found[0].Groups["step"]} and "
                    + $"{found[other].Groups["step"]}), and all else must be the same, but it is not; {ByHand}");
        return new CheckpointSteps(
            Distinct([.. found.Select((match, file) => Whole(match.Groups["step"].Value, files[file]))], files), Trimmed(Rest(found[0])));
    }

    /// <param name="text">The steps with commas between them.</param>
    /// <exception cref="UsageException">There are not as many as files, one is no step, or two are the same.</exception>
    public static CheckpointSteps Parse(string text, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(files);
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        if (words.Length != files.Count)
            throw new UsageException(
                $"--steps {text}: {words.Length} for {files.Count} networks, {List(files)}; needed is one for each, in this order");
        var names = files.Select(file => Rest(LastNumber().Match(Stem(file)))).Distinct(StringComparer.Ordinal).ToArray();
        return new CheckpointSteps(
            Distinct([.. words.Select((word, file) => Whole(word, $"--steps {text}: {files[file]}"))], files),
            names is [var only] ? Trimmed(only) : "");
    }

    private static string Stem(string file)
    {
        var name = Path.GetFileName(file);
        if (name.EndsWith(Index, StringComparison.Ordinal))
            return name[..^Index.Length];
        // An ending has letters: net.100 has none.
        return Path.GetExtension(name).Any(char.IsLetter) ? Path.GetFileNameWithoutExtension(name) : name;
    }

    private static string Rest(Match match) => match.Groups["before"].Value + '\n' + match.Groups["after"].Value;

    private static string Trimmed(string rest) =>
        string.Join('-', rest.Split('\n').Select(part => part.Trim('-', '_', '.', '=', ' ')).Where(part => part.Length > 0));

    private static long Whole(string word, string whose) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : throw new UsageException($"{whose} has the step {(word.Length == 0 ? "''" : word)}: needed is a whole number from 0 to "
                + $"{long.MaxValue}, e.g. 100");

    private static ImmutableArray<long> Distinct(ImmutableArray<long> steps, IReadOnlyList<string> files)
    {
        var twice = files.Zip(steps).GroupBy(file => file.Second).FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? steps
            : throw new UsageException(
                $"{List([.. twice.Select(file => file.First)])} have the same step, {twice.Key}: a step is one network's; {ByHand}");
    }

    private static string List(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(Named)) + (files.Count > Named ? $" and {files.Count - Named} more" : "");

    [GeneratedRegex("^(?<before>.*?)(?<step>[0-9]+)(?<after>[^0-9]*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex LastNumber();
}
