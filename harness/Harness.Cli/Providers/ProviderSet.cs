using Engine;
using Engine.Analysis;
using Engine.Simd;
using Engine.Tables;
using Engine.Training;
using Harness.Parquet;
using Kernels.Simd;

namespace Harness.Cli.Providers;

/// <summary>Everything this build can train, analyze and store with, by name.</summary>
internal sealed class ProviderSet
{
    private readonly List<ITrainer> _trainers = [new SimdTrainer()];
    private readonly List<IAnalysisDevice> _devices = [new SimdDevice()];

    public IReadOnlyList<ITrainer> Trainers => _trainers;

    public IReadOnlyList<IAnalysisDevice> Devices => _devices;

    public ITableFormat Format { get; } = new EmbeddedParquet();

    /// <param name="name">A trainer's name, <c>auto</c>, or <c>cuda</c> for torch-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public ITrainer Trainer(string name) =>
        Choose("--trainer", name, "torch-cuda", _trainers, trainer => trainer.Name, trainer => trainer.Availability);

    /// <param name="name">A device's name, <c>auto</c>, or <c>cuda</c> for ilgpu-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public IAnalysisDevice Device(string name) =>
        Choose("--device", name, "ilgpu-cuda", _devices, device => device.Name, device => device.Availability);

    private static T Choose<T>(string option, string name, string cuda, List<T> all, Func<T, string> nameOf, Func<T, Availability> availabilityOf)
        where T : class
    {
        if (name == "auto")
            return all.First(candidate => availabilityOf(candidate).IsAvailable);
        var wanted = name == "cuda" ? cuda : name;
        var found = all.FirstOrDefault(candidate => nameOf(candidate) == wanted)
            ?? throw new UsageException($"{option} {name}: {UnavailableProviders.ReasonFor(wanted)} Available are {string.Join(", ", all.Select(nameOf))}; see engine devices.");
        return availabilityOf(found) is { IsAvailable: false } missing
            ? throw new UsageException($"{option} {name} cannot be used: {missing.Detail} See engine devices.")
            : found;
    }
}
