using Engine.Numerics;

namespace Engine.Torch.Devices;

/// <summary>This machine's cores through libtorch.</summary>
internal sealed class CpuDevice : ITorchDevice
{
    private readonly Lazy<Availability> _availability = new(() => TorchLibrary.LoadCpu() is { } reason
        ? Availability.No(reason)
        : Availability.Yes($"libtorch {TorchLibrary.Version}, {Environment.ProcessorCount} cores"));

    public string Name => "torch-cpu";

    public Availability Availability => _availability.Value;

    public string Hardware => VectorWidths.NameOf(VectorWidths.Widest);

    public torch.Device Device => torch.CPU;

    /// <summary>Small networks gain by sharing the cost of calls; large ones fill the cores alone.</summary>
    public int StackLimit => 8;

    public long? FreeMemory
    {
        get
        {
            var memory = GC.GetGCMemoryInfo(GCKind.Any);
            return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        }
    }
}
