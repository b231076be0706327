namespace Harness.Cli.Commands;

/// <summary>What <c>engine submit</c> was asked for.</summary>
internal sealed record SubmitRequest(string Spec, string[] Overrides, bool Slurm, bool Kubernetes, string? Output, string? Data, int Array)
{
    public int? Cpus { get; init; }

    public string? Gpus { get; init; }

    public string? Memory { get; init; }

    public string? Time { get; init; }

    public string? Partition { get; init; }

    public string? Account { get; init; }

    public int Grace { get; init; }

    public string? Image { get; init; }

    public string? Claim { get; init; }

    public string? Mount { get; init; }

    public string? Engine { get; init; }

    public string[] RunOptions { get; init; } = [];

    public bool DryRun { get; init; }
}
