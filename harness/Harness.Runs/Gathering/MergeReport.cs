using System.Collections.Immutable;
using Harness.Runs.Storage;

namespace Harness.Runs.Gathering;

/// <summary>What a merge came to.</summary>
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
