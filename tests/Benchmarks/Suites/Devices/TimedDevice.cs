using Benchmarks.Reporting;
using Kernels.Ilgpu;

namespace Benchmarks.Suites.Devices;

/// <summary>The device of ILGPU's that is timed: a GPU, or one that is tried in its place.</summary>
internal sealed class TimedDevice(BenchContext context)
{
    public IlgpuDevice Device { get; } = IlgpuDevices.Find(context.Options.Device, context.Log)!;

    /// <summary>The device that PyTorch is timed on, in its own words.</summary>
    public string PyTorch => Device.Name.StartsWith("ilgpu-cuda", StringComparison.Ordinal) ? "cuda" : "cpu";

    /// <summary>The ratio to reach, which is set for GPUs alone.</summary>
    public double? AtLeast(double ratio) => PyTorch == "cuda" ? ratio : null;

    /// <summary>Why there is nothing to time; null where there is.</summary>
    public BenchRow? Missing(string work, string against, double atLeast) =>
        Device.Availability is { IsAvailable: false, Detail: var reason }
            ? new BenchRow($"{work} on {Device.Name}", against, null, null, AtLeast(atLeast), reason)
            : null;
}
