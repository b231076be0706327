using Benchmarks.Reporting;

namespace Benchmarks.Suites.Devices;

/// <summary>
/// TorchSharp and ILGPU against PyTorch on the same GPU; without a GPU on their CPU devices, so that the command itself can be tried
/// anywhere.
/// </summary>
internal sealed class GpuSuite : ISuite
{
    public IEnumerable<BenchRow> Run(BenchContext context) =>
        new ISuite[] { new IlgpuSuite(), new StackSuite() }.SelectMany(part => part.Run(context));
}
