using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>The embedded trainer: this machine's cores and vector units, no package.</summary>
public sealed class SimdTrainer(VectorWidth width) : ITrainer
{
    public SimdTrainer() : this(VectorWidths.Widest) { }

    public string Name => "simd";

    public Availability Availability => Availability.Yes($"{Environment.ProcessorCount} cores, {InstructionSet}");

    public string InstructionSet => VectorWidths.NameOf(width);

    public int StackLimit => 1;

    public TrainingAbilities Abilities => TrainingAbilities.Noise | TrainingAbilities.Bottleneck;

    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context) => new SimdSession(stack, context, width);
}
