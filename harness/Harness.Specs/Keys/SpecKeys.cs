using System.Collections.Frozen;
using System.Collections.Immutable;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>
/// Every key of a spec, one entry each (here and in the sections' files): the single source for reading, for suggestions,
/// for the order of a run's JSON and for the reference of the format.
/// Rules between keys are in <see cref="Rules"/>.
/// </summary>
public static class SpecKeys
{
    /// <summary>The record's defaults, to which a spec's values are applied.</summary>
    internal static RunSpec Blank { get; } = new() { Name = "", Dataset = DataSetRequest.Named(""), Network = new NetworkOptions() };

    public static ImmutableArray<RunKey> Run { get; } =
    [
        new RunKey<string>("name", new NameType(), "Names the sweep: the default output folder and the start of every run's id.",
            spec => spec.Name, (spec, value) => spec with { Name = value }) { IsRequired = true, CanSweep = false },
        new RunKey<DataSetRequest>("dataset", new DatasetType(), "The data set; a folder is relative to the spec's own.",
            spec => spec.Dataset, (spec, value) => spec with { Dataset = value }) { IsRequired = true, AlsoCalled = ["data"], Label = "" },
        .. InputKeys.All, .. NetworkKeys.All, .. TrainingKeys.All, .. MeasureKeys.All, .. AblationKeys.All, .. InsightKeys.All, .. PictureKeys.All, .. PlaneKeys.All, .. BoundKeys.All,
    ];

    /// <summary>Keys that say which runs there are.</summary>
    public static ImmutableArray<PlanKey> Plan { get; } =
    [
        new("seeds", "One run for each seed and point of the sweep; a number n stands for 0 to n - 1.", SeedsReader.Expected, "[0]") { AlsoCalled = ["seed"] },
        new("sweep", "Axes, of which every combination is a point, the first axis slowest: a key with its values, zip (keys in lockstep), list (points written out), random (points drawn).", "a mapping from keys to lists of values", "{}") { AlsoCalled = ["grid"] },
    ];

    public static ImmutableArray<SpecKey> All { get; } = [.. Run, .. Plan];

    /// <summary>The sections in order: input, network, training, measures, ablation, insights, pictures, information_plane, bounds.</summary>
    public static ImmutableArray<string> Sections { get; } = [.. Run.Select(key => key.Section).Where(section => section.Length > 0).Distinct()];

    private static readonly FrozenDictionary<string, RunKey> ByPath = Run.ToFrozenDictionary(key => key.Path, StringComparer.Ordinal);

    /// <summary>The run key of a dotted path; null when there is none.</summary>
    public static RunKey? Find(string path) => ByPath.GetValueOrDefault(path);
}
