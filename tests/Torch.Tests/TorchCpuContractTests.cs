using Engine.Training;

namespace Engine.Torch.Tests;

/// <summary>The contract of trainers, kept by TorchSharp on the CPU.</summary>
public sealed class TorchCpuContractTests : TrainerContract
{
    protected override ITrainer Trainer => TorchCpu.Trainer;
}
