using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>The contract of trainers, kept by our own.</summary>
public sealed class SimdContractTests : TrainerContract
{
    protected override ITrainer Trainer { get; } = new SimdTrainer();
}
