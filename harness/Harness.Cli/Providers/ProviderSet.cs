using Engine;
using Engine.Analysis;
using Engine.Simd;
using Engine.Torch;
using Engine.Training;
using Harness.Cli.Output;
using Harness.Runs.Execution;
using Harness.Runs.Measuring;
using Kernels.Ilgpu;
using Kernels.Simd;

namespace Harness.Cli.Providers;

/// <summary>Everything that can train and analyze, by name. A new provider is one line here.</summary>
/// <remarks>The order is that of <c>auto</c>. simd stands between the NVIDIA GPUs and all others: it is the fastest where there is no GPU,
/// and an OpenCL device may be none.</remarks>
internal sealed class ProviderSet
{
    // Not every command trains: what loads their assemblies waits until one is asked for.
    private readonly Lazy<ProviderPort<ITrainer>> _trainers = new(() => new(
        "trainer",
        [
            new("torch-cuda", TorchTrainer.CountOfCuda, index => Of(TorchTrainer.Cuda(index))), Single(Of(new SimdTrainer())),
            Single(Of(TorchTrainer.Cpu()))]));

    // To count GPUs starts their driver: only a command that uses devices does.
    private readonly Lazy<ProviderPort<IAnalysisDevice>> _devices = new(() => new(
        "device", [Ilgpu("ilgpu-cuda"), Single(Of(new SimdDevice())), Ilgpu("ilgpu-opencl"), Ilgpu("ilgpu-cpu") with { Listed = 1 }]));

    /// <summary>The device that measures stored activations: reading them is most of the work, so that this machine's cores do it.
    /// </summary>
    public static MeasuringDevice Streams
    {
        get
        {
            var simd = new SimdDevice();
            return new MeasuringDevice(simd, simd.Name, simd.InstructionSet);
        }
    }

    /// <summary>The device that analyzes the layers after stored activations.</summary>
    public static IAnalysisDevice AfterStreams => new SimdDevice();

    /// <summary>The words that <c>--trainer</c> takes, without numbers.</summary>
    public IEnumerable<string> TrainerWords => _trainers.Value.Words;

    /// <summary>The words that <c>--device</c> takes, without numbers.</summary>
    public IEnumerable<string> DeviceWords => _devices.Value.Words;

    /// <summary>The trainers and the devices of a sweep, paired in the order of the names.</summary>
    /// <param name="trainer">As <see cref="ProviderPort{T}.Choose"/> reads it; <c>cuda</c> is torch-cuda.</param>
    /// <param name="device">Likewise; <c>cuda</c> is ilgpu-cuda.</param>
    /// <exception cref="UsageException">One is unknown or not available, with the reason, or they make no pairs.</exception>
    public SweepProviders Providers(string trainer, string device) =>
        SweepProviders.Pair(_trainers.Value.Choose(trainer), _devices.Value.Choose(device));

    /// <summary>The device of one analysis.</summary>
    /// <param name="name">As <see cref="ProviderPort{T}.Choose"/> reads it.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason, or it is several.</exception>
    public IAnalysisDevice Device(string name) => _devices.Value.Choose(name) is var chosen && chosen is [var device]
        ? device
        : throw new UsageException(
            $"--device {name} is {chosen.Length} devices, and one network is analyzed on one: name one of "
                + $"{string.Join(", ", chosen.Select(one => one.Name))}.");

    /// <inheritdoc cref="ProviderPort{T}.KindElsewhere"/>
    public string? TrainerKind(string name) => _trainers.Value.KindElsewhere(name);

    /// <inheritdoc cref="ProviderPort{T}.KindElsewhere"/>
    public string? DeviceKind(string name) => _devices.Value.KindElsewhere(name);

    /// <summary>Every trainer and device, available or with the reason why not.</summary>
    public IEnumerable<ProviderLine> Lines() => [.. _trainers.Value.Lines(), .. _devices.Value.Lines()];

    private static ProviderKind<IAnalysisDevice> Ilgpu(string kind) => new(
        kind,
        () => IlgpuDevices.Count(kind),
        index => Of(IlgpuDevices.Find(new DeviceName(kind, index).ToString(), Terminal.Error.Line)!));

    private static ProviderKind<T> Single<T>(Provider<T> provider)
        where T : class =>
        new(provider.Name, () => 1, index => index == 0 ? provider : null);

    private static Provider<ITrainer> Of(ITrainer trainer) => new(trainer.Name, () => trainer.Availability, trainer);

    private static Provider<IAnalysisDevice> Of(IAnalysisDevice device) => new(device.Name, () => device.Availability, device);
}
