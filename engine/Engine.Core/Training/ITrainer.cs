namespace Engine.Training;

/// <summary>The training port: one provider per library that can train.</summary>
public interface ITrainer
{
    /// <summary>The name that <c>--trainer</c> takes, e.g. <c>simd</c>.</summary>
    string Name { get; }

    Availability Availability { get; }

    /// <summary>The instruction set or device that results depend on, for the table of runs.</summary>
    string InstructionSet { get; }

    /// <summary>How many networks of one shape are worth training as one stack; 1 where nothing is gained by it.</summary>
    int StackLimit { get; }

    /// <summary>The optional features that this trainer supports. It refuses jobs that need another one.</summary>
    TrainingAbilities Abilities => TrainingAbilities.None;

    /// <summary>Begins to train <paramref name="stack"/>: networks of one shape on the same data, each with its own options and seed.</summary>
    ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context);
}
