using System.Collections.Immutable;
using Engine;
using Harness.Runs.Leases;

namespace Harness.Runs.Storage;

/// <summary>How every run of a sweep stands, from its folder alone.</summary>
/// <param name="Runs">In the order of the plan.</param>
public sealed record SweepStatus(string Name, ImmutableArray<(string Run, RunState State)> Runs)
{
    /// <summary>Files of all seeds of a point together that are damaged or gone, and why; looked for only where every file is read.
    /// </summary>
    public ImmutableArray<(string File, string Reason)> Damaged { get; init; } = [];

    /// <summary>Of the runs that some process trains how far they are, as far as their leases tell it.</summary>
    public ImmutableSortedDictionary<string, LeasedRun> Epochs { get; init; } = ImmutableSortedDictionary<string, LeasedRun>.Empty;

    /// <summary>Whether a file is not what was written: runs that are missing for no reason were never done.</summary>
    public bool HasDamage => !Damaged.IsEmpty || Runs.Any(run => run.State is { Status: RunStatus.Missing, Reason: not null });

    private static readonly ImmutableSortedDictionary<string, LeasedRun> Nothing = ImmutableSortedDictionary<string, LeasedRun>.Empty;

    /// <param name="verify">Whether every file is read and held against its checksum; else sizes are compared.</param>
    /// <exception cref="UsageException">The folder is no sweep's, or its manifest is damaged.</exception>
    /// <exception cref="UserErrorException">The folder cannot be read.</exception>
    public static SweepStatus Of(ResultFolder folder, bool verify = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var manifest = Manifest.Read(folder.ManifestPath);
        var held = folder.LeasedStacks();
        var stacks = (manifest.Stacks ?? []).SelectMany(stack => stack.Select(run => (run, stack[0])))
            .ToDictionary(run => run.run, run => run.Item2, StringComparer.Ordinal);
        var ended = folder.Ended();
        ImmutableArray<(string Run, RunState State)> runs =
            [.. manifest.Runs.AsParallel().AsOrdered().WithCancellation(cancellation)
                .Select(run => (run, ended.Contains(run) ? Refined(run) : Leased(run, RunState.Missing)))];
        var running = runs.Where(run => run.State.Status == RunStatus.Running).Select(run => run.Run).ToHashSet(StringComparer.Ordinal);
        return new SweepStatus(manifest.Name, runs)
        {
            Epochs = held.Values.SelectMany(lease => lease.Runs ?? Nothing).Where(run => run.Value is not null && running.Contains(run.Key))
                .ToImmutableSortedDictionary(run => run.Key, run => run.Value, StringComparer.Ordinal),
            Damaged = verify ? DamagedOverSeeds(folder, manifest, cancellation) : [],
        };

        RunState Refined(string run) =>
            (verify ? folder.VerifiedStateOf(run) : folder.StateOf(run)) is var state && state.Status != RunStatus.Missing
                ? state
                : Leased(run, state);

        RunState Leased(string run, RunState otherwise) => held.TryGetValue(stacks.GetValueOrDefault(run, run), out var lease)
            ? new RunState(RunStatus.Running, $"process {lease.Owner.Process} on {lease.Owner.Machine}")
            : otherwise;
    }

    private static ImmutableArray<(string File, string Reason)> DamagedOverSeeds(
        ResultFolder folder, Manifest manifest, CancellationToken cancellation) =>
        [.. folder.FilesBeside(manifest.Runs.ToHashSet(StringComparer.Ordinal))
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(file => (File: file, Reason: FilesOverSeeds.Fault(folder, file)!)).Where(file => file.Reason is not null),
            .. FilesOverSeeds.Missing(folder, manifest.Runs, cancellation)
                .Select(file => (file, $"{RegularFile.Missing}; --resume makes it anew from the runs"))];

    public int Count(RunStatus status) => Runs.Count(run => run.State.Status == status);
}
