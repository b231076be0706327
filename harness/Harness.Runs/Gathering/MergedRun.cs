using System.Collections.Immutable;
using Harness.Runs.Storage;

namespace Harness.Runs.Gathering;

/// <summary>What became of one run of a merge.</summary>
/// <param name="Status">In the merged folder.</param>
/// <param name="IsDuplicate">Whether several folders had it done.</param>
/// <param name="Differing">Files that differ between them, beside times: none where the same spec gave the same bytes.</param>
public sealed record MergedRun(string Run, RunStatus Status, bool IsDuplicate, ImmutableArray<string> Differing);
