using System.Collections.Frozen;
using System.Collections.Immutable;
using Harness.Specs.Sections;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs.Keys;

/// <summary>
/// Every key of a spec, one entry each (here and in the files of the sections): the single source for reading, for suggestions,
/// for the order of a run's JSON and for the reference of the format.
/// Rules between keys stand beside the keys of a section.
/// </summary>
public static class SpecKeys
{
    /// <summary>The record's defaults, to which a spec's values are applied.</summary>
    internal static RunSpec Blank { get; } = new() { Name = "", Dataset = DataSetRequest.Named(""), Network = new NetworkOptions() };

    public static ImmutableArray<RunKey> Run { get; } =
    [
        new RunKey<string>("name", new NameType(), "Names the sweep: the default output folder and the start of every run's id.",
            spec => spec.Name, (spec, value) => spec with { Name = value }) { IsRequired = true, CanSweep = false },
        new RunKey<DataSetRequest>("dataset", new DatasetType(),
            "The data set; a folder is relative to the spec's own. The label of symmetric-12 is of our own, not Shwartz-Ziv and Tishby's.",
            spec => spec.Dataset, (spec, value) => spec with { Dataset = value }) { IsRequired = true, AlsoCalled = ["data"], Label = "" },
        .. InputSection.Keys, .. NetworkSection.Keys, .. TrainingSection.Keys, .. MeasureSection.Keys, .. HistorySection.OfMeasures,
        .. PairSection.Keys, .. AblationSection.Keys, .. HistorySection.OfAblation,
        .. InsightSection.Keys, .. PictureSection.Keys, .. PlaneSection.Keys, .. BoundSection.Keys,
    ];

    /// <summary>Keys that say which runs there are.</summary>
    public static ImmutableArray<PlanKey> Plan { get; } =
    [
        new("seeds", "One run for each seed and point of the sweep; a number n stands for 0 to n - 1.", SeedsReader.Expected, "[0]")
            { AlsoCalled = ["seed"] },
        new("sweep",
            "Axes, of which every combination is a point, the first axis slowest: a key with its values, zip (keys in lockstep), "
            + "list (points written out), random (points drawn).",
            "a mapping from keys to lists of values", "{}")
            { AlsoCalled = ["grid"] },
    ];

    public static ImmutableArray<SpecKey> All { get; } = [.. Run, .. Plan];

    /// <summary>The sections in order: input, network, training, measures, pairs, ablation, insights, pictures,
    /// information_plane, bounds.</summary>
    public static ImmutableArray<string> Sections { get; } =
        [.. Run.Select(key => key.Section).Where(section => section.Length > 0).Distinct()];

    private static readonly FrozenDictionary<string, RunKey> ByPath = Run.ToFrozenDictionary(key => key.Path, StringComparer.Ordinal);

    /// <summary>The key whose value may stand in place of a whole section; null where a section has none.</summary>
    public static RunKey? StandInOf(string section) => Run.FirstOrDefault(key => key.StandsForSection && key.Section == section);

    /// <summary>The run key of a dotted path; null when there is none.</summary>
    public static RunKey? Find(string path) => ByPath.GetValueOrDefault(path);
}

/// <summary>The messages for unknown keys, with the key that may be meant.</summary>
internal static class UnknownKey
{
    /// <summary>The message for a dotted path that is no key.</summary>
    /// <param name="inSection">The key stands within its section in the file, so the suggestion needs no prefix.</param>
    public static string Message(string path, bool inSection = false)
    {
        if (SpecKeys.Sections.Contains(path))
            return $"{path} is a section; name one of its keys: {string.Join(", ", KeysOf(path).Select(key => key.Path))}";
        var suggested = Suggest(path);
        var shown = inSection && suggested?.Section == SectionOf(path) ? suggested.Name : suggested?.Path;
        return shown is null
            ? $"unknown key {ScalarNode.Shown(path)}; known are {string.Join(", ", Siblings(path))}"
            : $"unknown key {ScalarNode.Shown(path)}; did you mean {shown}?";
    }

    /// <summary>The message for an unknown key at the top of the file, which may be a section or a key that belongs in one.</summary>
    public static string MessageAtTop(string name)
    {
        if (NearestName.Find(name, [.. SpecKeys.Sections, .. KeysOf("").SelectMany(Names)]) is not { } near)
            return Message(name);
        var meant = SpecKeys.Sections.Contains(near) ? near : Named(near, KeysOf("")).Path;
        return $"unknown key {ScalarNode.Shown(name)}; did you mean {meant}?";
    }

    private static SpecKey? Suggest(string path)
    {
        var section = SectionOf(path);
        var name = section.Length == 0 ? path : path[(section.Length + 1)..];
        var likely = SpecKeys.Sections.Contains(section) ? section : NearestName.Find(section, SpecKeys.Sections);
        return Near(name, KeysOf(likely ?? "")) ?? Near(name, SpecKeys.All);
    }

    private static SpecKey? Near(string name, IEnumerable<SpecKey> keys) =>
        NearestName.Find(name, keys.SelectMany(Names)) is { } near ? Named(near, keys) : null;

    private static SpecKey Named(string name, IEnumerable<SpecKey> keys) => keys.First(key => Names(key).Contains(name));

    private static IEnumerable<string> Siblings(string path) =>
        SpecKeys.Sections.Contains(SectionOf(path))
            ? KeysOf(SectionOf(path)).Select(key => key.Name)
            : KeysOf("").Select(key => key.Name).Concat(SpecKeys.Sections);

    private static IEnumerable<SpecKey> KeysOf(string section) => SpecKeys.All.Where(key => key.Section == section);

    private static IEnumerable<string> Names(SpecKey key) => [key.Name, .. key.AlsoCalled];

    private static string SectionOf(string path) =>
        path.IndexOf('.', StringComparison.Ordinal) is var dot && dot >= 0 ? path[..dot] : "";
}
