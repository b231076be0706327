namespace Torch.Tests;

/// <summary>The trainer on the CPU, with libtorch loaded.</summary>
internal static class TorchCpu
{
    private static readonly TorchTrainer Cpu = TorchTrainer.Cpu();

    /// <summary>Skips the test, with the reason, where libtorch is not there or does not load; in CI that is a failure.</summary>
    public static TorchTrainer Trainer
    {
        get
        {
            Witness.Require(Cpu.Availability.IsAvailable, $"torch-cpu ({Cpu.Availability.Detail})");
            return Cpu;
        }
    }
}
