namespace Engine.Torch.Devices;

/// <summary>Where libtorch computes.</summary>
internal interface ITorchDevice
{
    /// <summary>The trainer's name, e.g. <c>torch-cpu</c>.</summary>
    string Name { get; }

    /// <summary>Whether it can be used, and if not, exactly why; loads libtorch to find out.</summary>
    Availability Availability { get; }

    /// <summary>What results depend on beside libtorch's version: the processor's vectors or the GPU.</summary>
    string Hardware { get; }

    torch.Device Device { get; }

    int StackLimit { get; }

    /// <summary>Bytes that stacks may take; null where it cannot be known.</summary>
    long? FreeMemory { get; }
}
