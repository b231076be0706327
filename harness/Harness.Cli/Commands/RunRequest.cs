namespace Harness.Cli.Commands;

/// <summary>What <c>engine run</c> was asked for.</summary>
internal sealed record RunRequest(
    string Spec,
    string[] Overrides,
    string? Output,
    string? Data,
    string Trainer,
    string Device,
    string Tables,
    int? Stack,
    int? Jobs,
    int Threads,
    long Memory,
    Shard Shard,
    bool Resume,
    bool FailFast,
    TimeSpan CheckpointInterval,
    TimeSpan Lease,
    bool DryRun,
    bool Json,
    bool Quiet);
