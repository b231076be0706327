namespace Engine.Benchmarks.Suites.Cards;

internal sealed partial class GpuSuite
{
    static partial void AddIlgpu(List<ISuite> parts) => parts.Add(new IlgpuSuite());
}
