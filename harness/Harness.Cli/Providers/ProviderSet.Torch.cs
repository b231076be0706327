using Engine.Torch;
using Engine.Training;

namespace Harness.Cli.Providers;

internal sealed partial class ProviderSet
{
    static partial void AddTorch(List<ITrainer> trainers) => trainers.AddRange([TorchTrainer.Cuda(), TorchTrainer.Cpu()]);
}
