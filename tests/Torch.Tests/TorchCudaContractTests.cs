using Engine.Training;

namespace Torch.Tests;

/// <summary>The contract of trainers, kept by TorchSharp on an NVIDIA GPU; skipped with the reason where there is none.</summary>
public sealed class TorchCudaContractTests : TrainerContract
{
    private static readonly TorchTrainer Cuda = TorchTrainer.Cuda();

    protected override ITrainer Trainer
    {
        get
        {
            Assert.SkipUnless(Cuda.Availability.IsAvailable, $"torch-cuda: {Cuda.Availability.Detail}");
            return Cuda;
        }
    }
}
