namespace Engine.Torch.Devices;

/// <summary>The first NVIDIA GPU through libtorch.</summary>
internal sealed class CudaDevice : ITorchDevice
{
    /// <summary>libtorch 2.10 is built with CUDA 12.8, which runs on any driver that knows CUDA 12.</summary>
    private const int OldestDriver = 12000;

    private readonly Lazy<CudaDriver?> _driver = new(CudaDriver.Find);
    private readonly Lazy<Availability> _availability;
    private readonly Lazy<long?> _free;

    public CudaDevice()
    {
        _availability = new Lazy<Availability>(Look);
        _free = new Lazy<long?>(() => _driver.Value?.FreeMemory);
    }

    public string Name => "torch-cuda";

    public Availability Availability => _availability.Value;

    public string Hardware => _driver.Value?.NameOf(0) ?? "no GPU";

    public torch.Device Device => torch.CUDA;

    public int StackLimit => 64;

    /// <summary>What was free when it was first asked for: libtorch keeps for itself what it has once taken, so that later answers would count this process's own memory as lost.</summary>
    public long? FreeMemory => _free.Value;

    private Availability Look()
    {
        if (_driver.Value is not { } driver)
            return Availability.No($"no NVIDIA driver: {CudaDriver.FileName} was not found.");
        if (driver.Start() is { } failure)
            return Availability.No($"{failure}.");
        if (TooOld(driver.Version) is { } reason)
            return Availability.No(reason);
        if (driver.Devices == 0)
            return Availability.No("the NVIDIA driver is there, but no GPU.");
        return TorchLibrary.LoadCuda() is { } missing
            ? Availability.No(missing)
            : Availability.Yes($"libtorch {TorchLibrary.Version}, {driver.NameOf(0)}, driver for CUDA {Readable(driver.Version)}");
    }

    /// <summary>Why a driver will not do; null for one that does.</summary>
    internal static string? TooOld(int version) => version >= OldestDriver
        ? null
        : $"driver too old: the NVIDIA driver knows CUDA up to {Readable(version)}, needed is {Readable(OldestDriver)} or newer; update it.";

    private static string Readable(int version) => $"{version / 1000}.{version % 1000 / 10}";
}
