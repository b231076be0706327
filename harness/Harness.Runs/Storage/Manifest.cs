using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Engine;
using Harness.Runs.Parquet;
using Harness.Specs;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Runs.Storage;

/// <summary>Describes the sweep of a folder: written at its start, compared when it is resumed.</summary>
/// <param name="Spec">The resolved experiment, canonical JSON.</param>
/// <param name="Trainer">Its kind: which one of several did a run stands in the table of runs.</param>
/// <param name="Device">Likewise.</param>
/// <param name="Checksums">The checksum that every file of a table has here; null in a folder of an earlier version, whose files have
/// none.</param>
/// <param name="Runs">Run ids in the order of the plan.</param>
public sealed record Manifest(
    string Name, string Spec, string Trainer, string Device, string InstructionSet, string? Checksums, string StartedAt,
    ImmutableArray<string> Runs)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The checksum of what this version writes.</summary>
    public const string Checksum = FileChecksum.Key;

    /// <summary>Differences that a message lists.</summary>
    private const int MostListed = 20;

    private const string NoChecksum = "none, by an earlier version";

    /// <summary>The version that wrote the file.</summary>
    public string EngineVersion { get; init; } = Harness.Runs.EngineVersion.Number;

    /// <summary>Ids of the runs that train together, stack by stack; null where every run trains alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ImmutableArray<string>>? Stacks { get; init; }

    /// <summary>SHA-256 of each data set, by <see cref="DataSetRequest.Name"/>; null in a folder of an earlier version, and of an
    /// analysis, whose spec has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>How often runs were added to the sweep.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Grown { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Whether there is one, as far as may be seen: in a folder that may not be searched reading it tells why it cannot be read.
    /// </summary>
    public static bool IsAt(string path)
    {
        try
        {
            File.GetAttributes(path);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return cause is UnauthorizedAccessException;
        }
    }

    /// <exception cref="UsageException">There is none, or it is damaged.</exception>
    public static Manifest Read(string path)
    {
        try
        {
            if (RegularFile.Fault(path) is { } cannot and not RegularFile.Missing && RegularFile.HiddenFault(path) is null)
                throw Damaged(path, $"it {cannot}");
            var read = JsonSerializer.Deserialize<Manifest>(File.ReadAllText(path), Options);
            return read is null ? throw Damaged(path, "it is null") : read.Fault() is { } fault ? throw Damaged(path, fault) : read;
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(
                Path.GetDirectoryName(path) is { } folder && File.Exists(folder)
                    ? $"{folder} is a file: name the folder of a sweep."
                    : $"{path} is missing: the folder is not a sweep's. Choose another folder.", cause);
        }
        catch (JsonException cause)
        {
            throw new UsageException($"{path} is damaged: {cause.Message} Choose another folder.", cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new UserErrorException($"{path} cannot be read: {FileFault.Of(cause)}. Change the rights of the folder.", cause);
        }
        catch (IOException cause)
        {
            throw new UserErrorException($"{path} cannot be read: {FileFault.Of(cause)}", cause);
        }
    }

    private static UsageException Damaged(string path, string fault) =>
        new($"{path} is damaged: {fault}. Put back a copy of it, or choose another folder.");

    /// <summary>The first thing that no manifest of ours has; null without one. Paths are made of what it holds.</summary>
    private string? Fault()
    {
        if (Name is null || Trainer is null || Device is null || InstructionSet is null || StartedAt is null)
            return "a name, a trainer, a device, an instruction set or a time is missing";
        if (!SpecText.IsObject(Spec))
            return "its spec is not a JSON object";
        if (Runs.IsDefault)
            return "it has no runs";
        if (!Runs.All(PlainName.Is))
            return $"it has the run {Runs.First(run => !PlainName.Is(run)) ?? "null"}, and an id is letters, digits, '-', '_', '.' and '=' "
                + "and does not begin with '.'";
        if (Twice(Runs) is { } twice)
            return $"it has the run {twice} twice";
        if (Data is { } data && data.Values.Any(string.IsNullOrEmpty))
            return "a data set has no checksum";
        if (Stacks is not { } stacks)
            return null;
        if (stacks.Any(stack => stack.IsDefaultOrEmpty))
            return "a stack has no runs";
        var stacked = stacks.SelectMany(stack => stack).ToArray();
        return Twice(stacked) is { } again ? $"its stacks have the run {again} twice"
            : Runs.ToHashSet(StringComparer.Ordinal).IsSupersetOf(stacked) ? null : "its stacks have a run that is none of its runs";
    }

    private static string? Twice(IEnumerable<string> runs) =>
        runs.GroupBy(run => run, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;

    /// <summary>The stacks of a plan as <see cref="Stacks"/> holds them.</summary>
    public static ImmutableArray<ImmutableArray<string>>? StacksOf(ImmutableArray<ImmutableArray<PlannedRun>> stacks) =>
        stacks.Any(stack => stack.Length > 1)
        ? [.. stacks.Select(stack => stack.Select(run => run.RunId).ToImmutableArray())]
        : null;

    /// <exception cref="UsageException">Spec, trainer, device or ids differ; the message shows where.</exception>
    public void RequireSame(Manifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        List<string> differences = [.. SpecDifferences(other), .. MachineDifferences(other)];
        AddDifference(differences, "stacks", Describe(Stacks), Describe(other.Stacks));
        // Equal specs have equal ids, unless another version of the engine gave them; the tables carry the ids.
        if (differences.Count == 0 && !Runs.SequenceEqual(other.Runs))
            throw new UsageException(
                $"the folders' runs have other ids, given by two versions of the engine: {DifferingIds(other)}. They cannot be one "
                    + "folder: finish one of them with engine run SPEC.yaml --out DIR --resume, which keeps its ids.");
        if (differences.Count > 0)
            throw new UsageException(
                $"the folder holds another sweep:\n  {Listed(differences)}\nResume it as it was begun, "
                    + $"{(HasGained(other) ? "let it gain runs by --extend, " : "")}or choose another --out.");
    }

    /// <exception cref="UsageException">More differs than that the other one has new runs; the message shows where.</exception>
    public void RequireGrowth(Manifest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        List<string> differences = [.. MachineDifferences(other)];
        AddDifference(differences, "name", Name, other.Name);
        string[] lost = [.. Runs.Except(other.Runs, StringComparer.Ordinal)];
        if (lost.Length > 0)
            differences.AddRange(SpecDifferences(other));
        if (differences.Count == 0 && lost.Length == 0)
            return;
        var runs = lost.Length == 0 ? "" : $" not in this spec: {lost.Length} of its {Amount.Of(Runs.Length, "run")}, e.g. {lost[0]}.";
        throw new UsageException(
            $"the folder holds another sweep:{runs}\n  {Listed(differences)}\n--extend adds points and seeds, or checkpoints, "
                + "and changes nothing else: keep all that the sweep had, or choose another --out.");
    }

    /// <summary>Whether the other one has all of the runs and more.</summary>
    private bool HasGained(Manifest other) => other.Runs.Length > Runs.Length && !Runs.Except(other.Runs, StringComparer.Ordinal).Any();

    private static string Listed(List<string> differences) => string.Join(
        "\n  ", differences.Count > MostListed
            ? [.. differences.Take(MostListed), $"and {differences.Count - MostListed} more differences"]
            : differences);

    // Which GPU of several it is does not matter: the instruction set says what they are.
    private List<string> MachineDifferences(Manifest other)
    {
        var differences = new List<string>();
        AddDifference(differences, "trainer", DeviceName.KindOf(Trainer), DeviceName.KindOf(other.Trainer));
        AddDifference(differences, "device", DeviceName.KindOf(Device), DeviceName.KindOf(other.Device));
        AddDifference(differences, "instruction set", InstructionSet, other.InstructionSet);
        AddDifference(differences, "checksums", Checksums ?? NoChecksum, other.Checksums ?? NoChecksum);
        return differences;
    }

    private string DifferingIds(Manifest other) => Runs.Length == other.Runs.Length
        ? Runs.Zip(other.Runs).Where(run => run.First != run.Second).Select(run => $"{run.First} → {run.Second}").First()
        : $"{Runs.Length} runs → {other.Runs.Length} runs";

    private IReadOnlyList<string> SpecDifferences(Manifest other)
    {
        try
        {
            return SpecDifference.Between(Spec, other.Spec);
        }
        catch (JsonException cause)
        {
            throw new UsageException($"the folder's {FileName} is damaged: its spec is not JSON. Choose another --out.", cause);
        }
    }

    /// <summary>How many runs each stack has, which the plan and the limit of <c>--stack</c> decide.</summary>
    private static string Describe(ImmutableArray<ImmutableArray<string>>? stacks) =>
        stacks is { } all ? $"{all.Length} of up to {all.Max(stack => stack.Length)} runs (--stack)" : "every run alone (--stack 1)";

    private static void AddDifference(List<string> differences, string what, string before, string after)
    {
        if (before != after)
            differences.Add($"{what}: {before} → {after}");
    }
}
