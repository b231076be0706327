using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Engine;
using Harness.Specs.Json;
using Harness.Specs.Keys;

namespace Harness.Specs.Plans;

/// <summary>Turns an experiment into its runs.</summary>
public static class RunPlan
{
    /// <summary>All runs: the points in the order of the sweep, at each point the seeds in the order given.</summary>
    /// <param name="trainer">The trainer's name, part of a run's identity.</param>
    /// <exception cref="UserErrorException">Two points of the sweep are the same run.</exception>
    public static ImmutableArray<PlannedRun> Create(ExperimentSpec experiment, string trainer)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentException.ThrowIfNullOrEmpty(trainer);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var runs = ImmutableArray.CreateBuilder<PlannedRun>(experiment.Points.Length * experiment.Seeds.Length);
        foreach (var run in experiment.Points.SelectMany(point => Seeded(point, experiment.Seeds, trainer)))
            if (known.Add(run.RunId))
                runs.Add(run);
            else
                throw new UserErrorException($"{experiment.File}: the sweep has the run {run.RunId} twice; remove the repeated values.");
        return runs.MoveToImmutable();
    }

    private static IEnumerable<PlannedRun> Seeded(SpecPoint point, ImmutableArray<long> seeds, string trainer)
    {
        var withoutSeed = CanonicalJson.WithoutSeed(point.Spec);
        string[] words = [point.Spec.Name, .. point.Varied.Select(Word)];
        foreach (var seed in seeds)
        {
            var json = CanonicalJson.WithSeed(withoutSeed, seed, trainer);
            yield return new PlannedRun(point.Spec with { Seed = seed }, RunId.Of(words, $"s{seed}", json), json);
        }
    }

    private static string Word(SpecAssignment assignment) => (assignment.Key.Label ?? $"{assignment.Key.Name}_") + assignment.Short;
}

/// <summary>A run that is to be done.</summary>
/// <param name="RunId">Distinct within a plan, usable as a file's name.</param>
/// <param name="Json">The canonical JSON of <paramref name="Spec"/> and its trainer, of which the id carries the hash.</param>
public sealed record PlannedRun(RunSpec Spec, string RunId, string Json);

/// <summary>Makes names of runs that people can read and that only equal specs share.</summary>
public static class RunId
{
    /// <summary>A name never exceeds this, so that its files fit every file system.</summary>
    public const int MaximumLength = 80;

    /// <summary>48 bits: two of 10,000 runs collide with a probability below 1e-6, and a plan checks.</summary>
    private const int HashDigits = 12;

    /// <summary>In place of words of which no character can stay.</summary>
    private const string Nameless = "run";

    /// <summary>The words joined by '-', reduced to characters every file system takes, the hash of <paramref name="canonicalJson"/> behind
    /// them.</summary>
    /// <remarks>
    /// No reader of folders gives such a name a meaning of its own: readers skip files that begin with '.' or '_', and take '=' in a name
    /// for the value of a column.
    /// </remarks>
    /// <param name="words">Shortened at the end when they are too long.</param>
    /// <param name="last">A word that is kept whole, e.g. <c>s0</c>; at most 24 characters.</param>
    public static string Of(IEnumerable<string> words, string last, string canonicalJson)
    {
        ArgumentException.ThrowIfNullOrEmpty(last);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last.Length, 24);
        var tail = $"-{Safe(last)}-{Hash(canonicalJson)}";
        var head = Safe(string.Join('-', words.Where(word => word.Length > 0))).TrimStart('-', '.', '_');
        return (head.Length == 0 ? Nameless : head[..Math.Min(head.Length, MaximumLength - tail.Length)].TrimEnd('-', '.', '_')) + tail;
    }

    /// <summary>The word, in place of a seed's, of what is of all seeds of a point together.</summary>
    private const string AllSeeds = "all-seeds";

    /// <summary>The id of all seeds of a point together, in place of a run's.</summary>
    /// <param name="name">The sweep's.</param>
    /// <param name="canonicalJsons">Of all of its runs, in the order of the plan.</param>
    public static string OfAllSeeds(string name, IEnumerable<string> canonicalJsons) =>
        Of([name], AllSeeds, string.Join('\n', canonicalJsons));

    /// <summary>Whether an id is one of all seeds together: it ends in their word and a hash.</summary>
    public static bool IsOfAllSeeds(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return HasHash(id) && id[..^HashDigits].EndsWith($"-{AllSeeds}-", StringComparison.Ordinal);
    }

    /// <summary>Whether an id ends as <see cref="Of"/> makes it.</summary>
    public static bool HasHash(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length > HashDigits && id[^(HashDigits + 1)] == '-' && id[^HashDigits..].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The hash that an id with one ends in.</summary>
    public static string HashOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id[^HashDigits..];
    }

    /// <summary>Whether an id was made of this JSON.</summary>
    public static bool IsOf(string id, string canonicalJson) => HasHash(id) && id.EndsWith(Hash(canonicalJson), StringComparison.Ordinal);

    private static string Hash(string canonicalJson) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)))[..HashDigits];

    /// <summary>Whether an id carries the hash of the same spec as <paramref name="planned"/>, whatever words are before it.</summary>
    /// <param name="planned">An id that <see cref="Of"/> made.</param>
    public static bool AreOfOneSpec(string planned, string id)
    {
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(id);
        return id.EndsWith(planned[^(HashDigits + 1)..], StringComparison.Ordinal);
    }

    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_')
                safe.Append(letter);
            else if (safe.Length > 0 && safe[^1] != '-')
                safe.Append('-');
        return safe.ToString();
    }
}
