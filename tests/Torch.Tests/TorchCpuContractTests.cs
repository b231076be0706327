using Engine.Training;

namespace Torch.Tests;

/// <summary>The contract of trainers, kept by TorchSharp on the CPU.</summary>
public sealed class TorchCpuContractTests : TrainerContract
{
    protected override ITrainer Trainer => TorchCpu.Trainer;
}
