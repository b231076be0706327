using System.Collections.Immutable;
using System.Text;
using Engine;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Runs.Gathering;

/// <summary>
/// Brings the parts of one sweep, done in folders of their own, into one. A run that is done in several is taken from the first; what is
/// there already stays.
/// </summary>
/// <param name="sources">Folders of the same sweep.</param>
public sealed class FolderMerge(IReadOnlyList<ResultFolder> sources, ResultFolder target)
{
    /// <summary>Columns of times differ between two doings of a run: only the files of these tables are not compared.</summary>
    private static readonly ImmutableHashSet<string> WithTimes = [RunsTable.Definition.Schema.Name, EpochsTable.Definition.Schema.Name];

    /// <exception cref="UsageException">A folder is no sweep's, or another sweep's, or of other data; the message shows the difference. Or
    /// folders lie in one another.</exception>
    /// <exception cref="UserErrorException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped between two files; the same merge goes on from there.</exception>
    public MergeReport Run(CancellationToken cancellation = default)
    {
        OutputPlace.RequireFolder(target.Path);
        OutputPlace.RequireApart(target.Path, [.. sources.Select(source => source.Path)]);
        var manifest = Manifest.Read(sources[0].ManifestPath);
        RequireOneSweep(manifest, File.Exists(target.ManifestPath) ? [.. sources, target] : sources);
        if (!File.Exists(target.ManifestPath) && Directory.Exists(target.Path) && Directory.EnumerateFileSystemEntries(target.Path).Any())
            throw new UsageException($"{target.Path} is not empty and holds no sweep; choose another --out.");
        OwnFolders.RequireNoLinks(target.Path);
        WholeFile.WriteUnlessThere(target.ManifestPath, stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToJson())));
        var report = manifest.Runs.Select(run => Merge(run, cancellation)).Aggregate(MergeReport.Empty, (all, run) => all.With(run));
        return report with { LeftOut = MergeTablesOverSeeds(manifest.Runs.ToHashSet(StringComparer.Ordinal), cancellation) };
    }

    private static void RequireOneSweep(Manifest manifest, IReadOnlyList<ResultFolder> folders)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var other = Manifest.Read(folder.ManifestPath);
            other.RequireSame(manifest);
            var found = DataBinding.Recorded(folder, other);
            DataBinding.RequireSame(folder.Path, data, found, "Merge the folders of one data set only.");
            foreach (var (set, sha256) in found)
                data.TryAdd(set, sha256);
        }
    }

    private MergedRun Merge(string run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var before = target.VerifiedStateOf(run);
        var here = before.Status;
        var states = sources.Select(source => (Source: source, State: source.VerifiedStateOf(run))).ToArray();
        ResultFolder[] done = [.. states.Where(state => state.State.Status == RunStatus.Done).Select(state => state.Source)];
        var chosen = done.FirstOrDefault() ?? states.FirstOrDefault(state => state.State.Status == RunStatus.Failed).Source;
        if (here != RunStatus.Done && chosen is not null && (done.Length > 0 || here != RunStatus.Failed))
            Copy(chosen, run);
        ResultFolder[] all = here == RunStatus.Done ? [target, .. done] : done;
        var differing = all.Skip(1).SelectMany(other => Differences(run, all[0], other)).Distinct().ToImmutableArray();
        string[] faults = [.. states.Select(state => state.State).Append(before).Select(state => state.Reason).OfType<string>().Distinct()];
        return new MergedRun(run, target.StateOf(run).Status, all.Length > 1, differing)
        {
            Reason = faults.Length > 0 ? string.Join("; ", faults) : "none of the folders has it done",
        };
    }

    /// <summary>The run's row comes last: with it the run is whole.</summary>
    private void Copy(ResultFolder source, string run)
    {
        target.Clear(run);
        foreach (var file in source.FilesOfRun(run).OrderBy(file => TableOf(file) == RunsTable.Definition.Schema.Name))
            CopyFile(source.Path, file);
    }

    private void CopyFile(string from, string file)
    {
        try
        {
            using var content = File.OpenRead(Path.Combine(from, file));
            WholeFile.WriteIfOther(Path.Combine(target.Path, file), content.CopyTo);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{Path.Combine(from, file)} cannot be read: {FileFault.Of(cause)}", cause);
        }
    }

    private static IEnumerable<string> Differences(string run, ResultFolder one, ResultFolder other) =>
        one.FilesOfRun(run).Union(other.FilesOfRun(run))
        .Where(file => !WithTimes.Contains(TableOf(file)) && !Same(Path.Combine(one.Path, file), Path.Combine(other.Path, file)));

    private static bool Same(string one, string other) =>
        RegularFile.FaultInFolder(one) is null && RegularFile.FaultInFolder(other) is null
        && RegularFile.Same(one, other);

    /// <summary>
    /// Files of all seeds of a point together are right where all folders have them whole and agree; others are to be made anew.
    /// </summary>
    private ImmutableArray<string> MergeTablesOverSeeds(HashSet<string> runs, CancellationToken cancellation)
    {
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var file in sources.SelectMany(source => source.FilesBeside(runs)).Distinct().Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            ResultFolder[] having = [.. sources.Where(source => FilesOverSeeds.Fault(source, file) is null)];
            if (having.Length == sources.Count
                && having.Skip(1).All(other => Same(Path.Combine(having[0].Path, file), Path.Combine(other.Path, file))))
                CopyFile(having[0].Path, file);
            else
                leftOut.Add(file);
        }
        return leftOut.ToImmutable();
    }

    private static string TableOf(string file) => Path.GetDirectoryName(file)!;
}

/// <summary>The result of a merge.</summary>
/// <param name="LeftOut">Files over all seeds of a point, which have to be made anew from all of its runs.</param>
public sealed record MergeReport(ImmutableArray<MergedRun> Runs, ImmutableArray<string> LeftOut)
{
    public static MergeReport Empty { get; } = new([], []);

    public IEnumerable<MergedRun> Duplicates => Runs.Where(run => run.IsDuplicate);

    /// <summary>Duplicates whose bytes differ.</summary>
    public IEnumerable<MergedRun> Contradicting => Runs.Where(run => !run.Differing.IsEmpty);

    public IEnumerable<MergedRun> Gaps => Runs.Where(run => run.Status is not (RunStatus.Done or RunStatus.Failed));

    public IEnumerable<MergedRun> Failed => Runs.Where(run => run.Status == RunStatus.Failed);

    public MergeReport With(MergedRun run) => this with { Runs = Runs.Add(run) };
}

/// <summary>The result of a merge for one run.</summary>
/// <param name="Status">In the merged folder.</param>
/// <param name="IsDuplicate">Whether several folders had it done.</param>
/// <param name="Differing">Files that differ between them, beside times: none where the same spec gave the same bytes.</param>
public sealed record MergedRun(string Run, RunStatus Status, bool IsDuplicate, ImmutableArray<string> Differing)
{
    /// <summary>Why it is missing, where it is: the faults of its files in the folders that have any.</summary>
    public required string Reason { get; init; }
}
