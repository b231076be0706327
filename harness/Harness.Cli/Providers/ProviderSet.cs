using Engine;
using Engine.Analysis;
using Engine.Simd;
using Engine.Torch;
using Engine.Training;
using Harness.Cli.Output;
using Kernels.Ilgpu;
using Kernels.Simd;

namespace Harness.Cli.Providers;

/// <summary>Everything that can train and analyze, by name. A new provider is one line here.</summary>
/// <remarks>The order is that of <c>auto</c>. simd stands between the NVIDIA GPUs and all others: it is the fastest where there is no GPU,
/// and an OpenCL device may be none.</remarks>
internal sealed class ProviderSet
{
    // Not every command trains: what loads their assemblies waits until one is asked for.
    private readonly Lazy<ProviderPort<ITrainer>> _trainers = new(() => new("trainer", Named<ITrainer>(
        [TorchTrainer.Cuda(), new SimdTrainer(), TorchTrainer.Cpu()], it => it.Name, it => it.Availability)));

    // To count GPUs starts their driver: only a command that uses devices does.
    private readonly Lazy<ProviderPort<IAnalysisDevice>> _devices = new(() => new("device", Named<IAnalysisDevice>(
        [
            .. IlgpuDevices.Cuda(Terminal.Error.Line), new SimdDevice(), IlgpuDevices.OpenCl(Terminal.Error.Line),
            IlgpuDevices.Cpu(Terminal.Error.Line)],
        it => it.Name,
        it => it.Availability)));

    /// <param name="name">A trainer's name, <c>auto</c>, or <c>cuda</c> for torch-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public ITrainer Trainer(string name) => _trainers.Value.Choose(name);

    /// <param name="name">A device's name, <c>auto</c>, or <c>cuda</c> for ilgpu-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public IAnalysisDevice Device(string name) => _devices.Value.Choose(name);

    /// <inheritdoc cref="ProviderPort{T}.NameElsewhere"/>
    public string? TrainerName(string name) => _trainers.Value.NameElsewhere(name);

    /// <inheritdoc cref="ProviderPort{T}.NameElsewhere"/>
    public string? DeviceName(string name) => _devices.Value.NameElsewhere(name);

    /// <summary>Every trainer and device, available or with the reason why not.</summary>
    public IEnumerable<ProviderLine> Lines() => [.. _trainers.Value.Lines(), .. _devices.Value.Lines()];

    private static IEnumerable<Provider<T>> Named<T>(IEnumerable<T> providers, Func<T, string> name, Func<T, Availability> availability)
        where T : class =>
        providers.Select(it => new Provider<T>(name(it), () => availability(it), it));
}
