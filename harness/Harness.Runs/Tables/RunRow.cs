using Engine.Training;
using Harness.Specs;

namespace Harness.Runs.Tables;

/// <summary>One run in the table of runs. What a run of <c>analyze</c> does not know of a network trained elsewhere is null.</summary>
public sealed record RunRow
{
    public required string RunId { get; init; }

    public required string Name { get; init; }

    /// <summary>The resolved spec, canonical JSON.</summary>
    public required string Spec { get; init; }

    public required string Dataset { get; init; }

    public string? DatasetSha256 { get; init; }

    public required string Hidden { get; init; }

    public required string Activation { get; init; }

    public RunSpec? Trained { get; init; }

    public required long Seed { get; init; }

    public string? Trainer { get; init; }

    public required string Device { get; init; }

    public required string InstructionSet { get; init; }

    public Evaluation Train { get; init; } = Evaluation.Empty;

    public Evaluation Validation { get; init; } = Evaluation.Empty;

    public Evaluation Test { get; init; } = Evaluation.Empty;

    /// <summary>Null for a run that is done.</summary>
    public string? Error { get; init; }

    /// <summary>Wall time; of runs that trained as a stack, each one's share.</summary>
    public double TrainSeconds { get; init; }

    public double AnalysisSeconds { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
