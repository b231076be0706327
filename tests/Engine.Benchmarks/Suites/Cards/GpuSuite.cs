using Engine.Benchmarks.Reporting;

namespace Engine.Benchmarks.Suites.Cards;

/// <summary>The card providers against PyTorch on the same GPU; without a GPU on their CPU devices, so that the command itself can be tried anywhere.</summary>
internal sealed partial class GpuSuite : ISuite
{
    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        List<ISuite> parts = [];
        AddIlgpu(parts);
        AddTorch(parts);
        if (parts.Count == 0)
            yield return new BenchRow("ILGPU and TorchSharp", "-", double.NaN, null, null, "not built: ./build.sh --providers card");
        foreach (var row in parts.SelectMany(part => part.Run(context)))
            yield return row;
    }

    static partial void AddIlgpu(List<ISuite> parts);

    static partial void AddTorch(List<ISuite> parts);
}
