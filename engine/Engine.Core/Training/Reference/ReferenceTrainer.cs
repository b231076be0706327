namespace Engine.Training.Reference;

/// <summary>The plain trainer that the fast ones are judged against: loops in float64, one thread. Slow, and right by reading.</summary>
public sealed class ReferenceTrainer : ITrainer
{
    public string Name => "reference";

    public Availability Availability => Availability.Yes("one core, plain loops, for checks");

    public string InstructionSet => "float64";

    public int StackLimit => 1;

    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new OneByOneSession(stack, context, job => new ReferenceModel(job, context.Data));
    }
}
