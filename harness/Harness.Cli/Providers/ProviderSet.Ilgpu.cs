using Engine.Analysis;
using Harness.Cli.Output;
using Kernels.Ilgpu;

namespace Harness.Cli.Providers;

internal sealed partial class ProviderSet
{
    static partial void AddIlgpu(List<IAnalysisDevice> devices) => devices.AddRange(IlgpuDevices.All(Terminal.Error.Line));
}
