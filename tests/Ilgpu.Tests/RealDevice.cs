namespace Ilgpu.Tests;

/// <summary>A device that not every machine has: without it a test is skipped, with the reason.</summary>
internal static class RealDevice
{
    /// <summary>
    /// OpenCL is a witness: where no GPU has a driver for it, <c>./build.sh setup --witnesses</c> brings one for the CPU.
    /// </summary>
    public static IlgpuDevice Require(IlgpuDevice device)
    {
        if (device.Name == "ilgpu-opencl")
            Witness.Require(device.Availability.IsAvailable, $"{device.Name} ({device.Availability.Detail})");
        if (!device.Availability.IsAvailable)
            Assert.Skip($"{device.Name} is not here: {device.Availability.Detail}");
        return device;
    }
}
