namespace Engine.Torch.Tests;

/// <summary>The trainer on the CPU, with libtorch loaded.</summary>
internal static class TorchCpu
{
    public static TorchTrainer Trainer { get; } = Loaded();

    private static TorchTrainer Loaded()
    {
        var trainer = TorchTrainer.Cpu();
        Assert.True(trainer.Availability.IsAvailable, trainer.Availability.Detail);
        return trainer;
    }
}
