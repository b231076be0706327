namespace Engine.Torch.Tests;

/// <summary>The trainer on the CPU, with libtorch loaded.</summary>
internal static class TorchCpu
{
    private static readonly TorchTrainer Cpu = TorchTrainer.Cpu();

    /// <summary>Skips the test, with the reason, where the system is too old for libtorch; that it is missing is a failure.</summary>
    public static TorchTrainer Trainer
    {
        get
        {
            var (available, detail) = Cpu.Availability;
            Assert.SkipWhen(!available && detail.Contains("too old", StringComparison.Ordinal), $"torch-cpu: {detail}");
            Assert.True(available, detail);
            return Cpu;
        }
    }
}
