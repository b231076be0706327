namespace Engine.Benchmarks.Suites.Cards;

internal sealed partial class GpuSuite
{
    static partial void AddTorch(List<ISuite> parts) => parts.Add(new StackSuite());
}
