using Engine.Numerics;

namespace Engine.Torch.Devices;

/// <summary>Where libtorch computes.</summary>
internal interface ITorchDevice
{
    /// <summary>The trainer's name, e.g. <c>torch-cpu</c>.</summary>
    string Name { get; }

    /// <summary>Whether it can be used, and if not, exactly why; loads libtorch to find out.</summary>
    Availability Availability { get; }

    /// <summary>The hardware that results depend on, beside libtorch's version: the processor's vectors or the GPU.</summary>
    string Hardware { get; }

    torch.Device Device { get; }

    int StackLimit { get; }

    /// <summary>Bytes that stacks may take; null where it cannot be known.</summary>
    long? FreeMemory { get; }
}

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
