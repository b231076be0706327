using Engine.Training;

namespace Engine.Tests.Simd;

/// <summary>The contract of trainers, kept by the embedded one.</summary>
public sealed class SimdContractTests : TrainerContract
{
    protected override ITrainer Trainer { get; } = new SimdTrainer();
}
