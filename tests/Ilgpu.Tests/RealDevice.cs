namespace Ilgpu.Tests;

/// <summary>A device that not every machine has: without it a test is skipped, with the reason.</summary>
internal static class RealDevice
{
    public static IlgpuDevice Require(IlgpuDevice device)
    {
        if (!device.Availability.IsAvailable)
            Assert.Skip($"{device.Name} is not here: {device.Availability.Detail}");
        return device;
    }
}
